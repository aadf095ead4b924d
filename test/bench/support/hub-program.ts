import { startHub } from "../../support/hub/start-hub.ts";

// A hub process of its own, without the limits that protect it from callers at one address: here, all stations are at one.
const hub = await startHub(process.env["DATABASE_URL"] ?? "");
process.send?.(hub.address);
