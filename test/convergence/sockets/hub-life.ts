/** The hub in a process of its own, on the database of argv[2] and any free port, without limits on callers at one address. */
import { startHub } from "#test/support/hub/start-hub.ts";

process.once("disconnect", () => process.exit(0));
const [, , url = ""] = process.argv;
void startHub(url).then(({ address }) => process.send?.({ address }));
