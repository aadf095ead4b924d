import { resolve } from "node:path";
import { usualFolder } from "./adapters/folder.ts";
import { openDatabase } from "./adapters/postgres/database.ts";
import { migrate } from "./adapters/postgres/migrations.ts";
import { channels } from "./adapters/postgres/notices.ts";
import { help, readCommandLine } from "./command-line.ts";
import { backup, restore } from "./commands/backup.ts";
import { databaseFor } from "./commands/database-url.ts";
import { serve } from "./commands/serve.ts";
import { HubAdvice } from "./hub-refused.ts";
import { metricsToken } from "./store/hub.ts";
import { hubIdentity } from "./store/hub.ts";
import { codeMinutes, listStations, newCode, revokeStation } from "./store/stations.ts";
import { table } from "./commands/table.ts";

/** One run of `npm run hub`: what to print goes to `print`. Throws HubAdvice where a person must do something first. */
export async function run(args: readonly string[], print: (text: string) => void): Promise<void> {
  const line = readCommandLine(args);
  if (line.help) {
    print(help);
    return;
  }
  const folder = resolve(line.folder ?? usualFolder(process.env));
  const ownUrl = process.env["DATABASE_URL"];
  if (line.command === "serve") {
    await serve(line, folder, ownUrl, print);
    return;
  }
  const access = await databaseFor(folder, ownUrl);
  const database = openDatabase(access.url, 2);
  try {
    if (line.command === "restore") {
      print(await restore(database, resolve(line.argument)));
      return;
    }
    await migrate(database);
    await hubIdentity(database, Date.now());
    switch (line.command) {
      case "code":
        print(`${await newCode(database, Date.now())}   for one station, good for ${codeMinutes} minutes`);
        return;
      case "stations":
        print(table(await listStations(database)));
        return;
      case "revoke": {
        const station = await revokeStation(database, line.argument, Date.now());
        if (!station) throw new HubAdvice(`no station is called ${line.argument}: npm run hub -- stations lists them`);
        await database.all("SELECT pg_notify($1, '')", [channels.revoked]);
        print(`${station.name} (${station.letters}) can no longer reach the hub. What it sent before stays.`);
        return;
      }
      case "backup":
        print(await backup(database, resolve(line.argument)));
        return;
      case "metrics-token":
        print(await metricsToken(database));
        return;
    }
  } finally {
    await database.close();
    await access.release();
  }
}
