/** Makes fifty commits on the file at argv[2] with the driver argv[3], between two marks that a tracer can see. */
import { existsSync } from "node:fs";
import { defaultDrivers } from "#main/adapters/sqlite/drivers.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";

const drivers = defaultDrivers.filter((driver) => driver.name === process.argv[3]);
const connection = openSqlite(String(process.argv[2]), { drivers });
connection.exec("CREATE TABLE kept (value)");
const insert = connection.prepare("INSERT INTO kept VALUES (?)");
existsSync("/fifty-commits-begin");
for (let value = 0; value < 50; value++) insert.run(value);
existsSync("/fifty-commits-end");
connection.close();
