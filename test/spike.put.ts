import { createRxDatabase } from "rxdb";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
const schema = { version: 0, primaryKey: "id", type: "object", properties: { id: { type: "string", maxLength: 60 }, status: { type: "string", maxLength: 20 }, updatedAt: { type: "number", minimum: 0, maximum: 1e9, multipleOf: 1 }, warehouse: { type: "string", maxLength: 20 }, body: {type:"string"}, lines: { type: "array" } }, required: ["id", "status", "updatedAt", "warehouse"], indexes: [["status", "updatedAt"], ["warehouse"]] } as const;
const body = "x".repeat(600);
const mk = (i: number) => ({ id: "0197a5c2-" + (i * 13).toString(16).padStart(8, "0") + "-7abc-" + ((i * 2654435761) >>> 0).toString(16).padStart(8, "0"), status: "s" + (i % 5), updatedAt: i, warehouse: "w" + (i % 7), lines: [1, 2, 3, 4, 5].map((n) => ({ sku: "sku" + n, q: n, p: n * 100, name: "Some name of the item " + n })), body });
import { mkdtempSync, statSync, rmSync } from "node:fs"; const dir = mkdtempSync("/tmp/spike/put-"); let k = 0;
function timedCommit(c: any) { const p = c.prepare; const stat = { commit: 0 }; c.prepare = (sql: string) => { const st = p(sql); if (!/^commit/i.test(sql)) return st; const run = st.run.bind(st); return { run: () => { const t = process.hrtime.bigint(); const r = run(); stat.commit += Number(process.hrtime.bigint() - t); return r; } }; }; return stat; }
const raw = openSqlite(dir+"/"+(k++)+".db");
raw.exec("create table t(id text primary key, deleted, status, updatedAt, warehouse, data text) ");
raw.exec("create index i1 on t(status,updatedAt)"); raw.exec("create index i2 on t(warehouse)");
const conn = openSqlite(dir+"/"+(k++)+".db");
const s2 = timedCommit(conn); const s1 = timedCommit(raw); const rawCommit = raw.prepare("commit");
const storage = getRxStorageSqlite({ connection: conn });
const db = await createRxDatabase({ name: "holdfast", storage, multiInstance: false, eventReduce: true });
const { orders, direct } = (await db.addCollections({ orders: { schema }, direct: { schema } })) as any;
const rawIns = raw.prepare("insert into t values (?,?,?,?,?,?)");
let raws = 0, puts = 0, rx = 0; const n = 100; let i = 0;
for (let round = 0; round < 200; round++) {
  if (round === 10) { s1.commit = 0; s2.commit = 0; } const a = Array.from({ length: n }, () => mk(i++)), b = Array.from({ length: n }, (_, k) => mk(i - n + k)), c = Array.from({ length: n }, (_, k) => mk(i - n + k));
  let t = process.hrtime.bigint(); raw.exec("begin"); for (const d of a) rawIns.run(d.id, 0, d.status, d.updatedAt, d.warehouse, JSON.stringify(d)); rawCommit.run(); if (round > 9) raws += Number(process.hrtime.bigint() - t);
  t = process.hrtime.bigint(); storage.transaction("b", (tx) => tx.put("direct", b)); if (round > 9) puts += Number(process.hrtime.bigint() - t);
  t = process.hrtime.bigint(); await orders.bulkInsert(c); if (round > 9) rx += Number(process.hrtime.bigint() - t);
}
console.log("memory: raw", raws / 1.9e7, "put", puts / 1.9e7, "bulkInsert", rx / 1.9e7);
console.log("commit us/doc raw", s1.commit/1.9e7, "ours both", s2.commit/1.9e7, "wal", statSync(dir+"/0.db-wal").size/1e6, statSync(dir+"/1.db-wal").size/1e6); rmSync(dir,{recursive:true});