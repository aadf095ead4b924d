import { once } from "node:events";
import { createServer, request } from "node:http";

export interface RoundRobin {
  readonly address: string;
  /** Requests each target got. */
  readonly counts: readonly number[];
  close(): void;
}

/** The dumbest proxy there is: each request goes to the next hub, whoever sent it. */
export async function startRoundRobin(targets: readonly string[]): Promise<RoundRobin> {
  const counts = targets.map(() => 0);
  let next = 0;
  const server = createServer((incoming, outgoing) => {
    const place = next % targets.length;
    next += 1;
    counts[place] = (counts[place] ?? 0) + 1;
    const { hostname, port } = new URL(targets[place] ?? "");
    const { method, url, headers } = incoming;
    const forwarded = request({ hostname, port, method, path: url, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      // What breaks on one side breaks on the other.
      answer.on("error", () => outgoing.destroy());
    });
    forwarded.on("error", () => outgoing.destroy());
    outgoing.on("close", () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no address");
  return {
    address: `http://127.0.0.1:${address.port}`,
    counts,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
