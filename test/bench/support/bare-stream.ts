import { createReadStream } from "node:fs";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";

/**
 * The limit: lines of JSON out of a file, over one bare HTTP stream, into the same SQLite with the same settings, as many
 * in one commit as ours has on the disk at once.
 */
export async function bareStream(
  lines: string,
  database: string,
  { way, linesInOneCommit }: { readonly way: "down" | "up"; readonly linesInOneCommit: number },
): Promise<number> {
  const connection = openSqlite(database);
  connection.exec("CREATE TABLE facts (seq INTEGER PRIMARY KEY, data TEXT NOT NULL)");
  const insert = connection.prepare("INSERT INTO facts (data) VALUES (?)");
  const store = async (stream: IncomingMessage): Promise<void> => {
    let open = 0;
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      if (open === 0) connection.exec("BEGIN IMMEDIATE");
      insert.run(line);
      open += 1;
      if (open < linesInOneCommit) continue;
      connection.exec("COMMIT");
      open = 0;
    }
    if (open > 0) connection.exec("COMMIT");
  };
  const server = createServer((asked, answer) => {
    if (way === "down") createReadStream(lines).pipe(answer);
    else void store(asked).then(() => answer.end());
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const start = performance.now();
  await new Promise<void>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const call = request({ port, host: "127.0.0.1", method: way === "down" ? "GET" : "POST" }, (answer) => {
      if (way === "down") void store(answer).then(resolve, reject);
      else answer.resume().on("end", resolve);
    });
    call.on("error", reject);
    if (way === "down") call.end();
    else createReadStream(lines).pipe(call);
  });
  const took = performance.now() - start;
  server.close();
  connection.close();
  return took;
}
