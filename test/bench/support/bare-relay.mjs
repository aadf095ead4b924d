// The least a hub could do, as a yardstick: what is posted becomes one committed row, then goes to everybody who listens.
// No tokens, no chain, no rules, no documents, nobody who was away.
import { createServer } from "node:http";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 });
await pool.query("CREATE TABLE rows (number bigserial PRIMARY KEY, body jsonb NOT NULL)");
const listeners = new Set();

async function answer(request, response) {
  if (request.method === "GET") {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(": here\n\n");
    listeners.add(response);
    response.on("close", () => listeners.delete(response));
    return;
  }
  let body = "";
  for await (const piece of request) body += piece;
  await pool.query("INSERT INTO rows (body) VALUES ($1)", [body]);
  for (const listener of listeners) listener.write(`event: facts\ndata: ${body}\n\n`);
  response.end("{}");
}

const server = createServer((request, response) => void answer(request, response));
server.listen(0, "127.0.0.1", () => process.send?.(server.address().port));
