import { once } from "node:events";
import { join } from "node:path";
import { pino } from "pino";
import { addresses, givenCertificate, ownCertificate, type Tls } from "../adapters/certificate.ts";
import { startCopier } from "../adapters/copier-process.ts";
import { startEmbedded } from "../adapters/postgres/embedded.ts";
import { buildApp } from "../app.ts";
import type { CommandLine } from "../command-line.ts";
import { Copies } from "../features/copies.ts";
import { hubAnswers } from "#shared/promising/answers.ts";
import { openHub } from "../hub.ts";
import { HubAdvice } from "../hub-refused.ts";
import { codeMinutes, newCode } from "../store/stations.ts";

/** Runs the hub until it is told to end, then ends in order: open requests are answered, the database is shut down. */
export async function serve(
  line: CommandLine,
  folder: string,
  ownUrl: string | undefined,
  print: (text: string) => void,
): Promise<void> {
  const told = endingSignal();
  const tls = await tlsOf(line, folder);
  const postgres = ownUrl ? undefined : await startEmbedded(folder);
  try {
    const log = pino({ redact: ["req.headers.authorization"] }, pino.destination(2));
    const hub = await openHub({ url: ownUrl ?? postgres?.url ?? "", policy: hubAnswers, clock: Date.now, log });
    const { database, clock } = hub;
    const copies = line.copies && new Copies({ database, folder: join(folder, "copies"), startCopier, clock, log });
    try {
      const app = await buildApp({
        hub,
        ...(copies && { copies }),
        log: { level: "info", stream: pino.destination(2) },
        behindProxy: line.behindProxy,
        ...(tls ? { tls } : {}),
      });
      try {
        const host = line.host ?? (line.http ? "127.0.0.1" : "0.0.0.0");
        await app.listen({ port: line.port, host }).catch((problem: Error) => {
          throw new HubAdvice(`port ${line.port} of ${host} cannot be opened: ${problem.message}`);
        });
        const address = app.server.address();
        const port = typeof address === "object" && address ? address.port : line.port;
        const name = host === "0.0.0.0" ? (addresses()[0] ?? "127.0.0.1") : host;
        const rows: [string, string][] = [
          ["address", `${tls ? "https" : "http"}://${name}:${port}`],
          ...(tls ? [["fingerprint", tls.fingerprint] as [string, string]] : []),
          ["data", ownUrl ? "in the PostgreSQL of DATABASE_URL" : folder],
        ];
        if (line.code) {
          rows.push([
            "code",
            `${await newCode(hub.database, Date.now())}   for one station, good for ${codeMinutes} minutes`,
          ]);
        }
        rows.push(["more", "npm run hub -- --help"]);
        print(
          `\nThe Holdfast hub is running. Press Ctrl-C to end it.\n${rows.map(([name, value]) => `  ${name.padEnd(12)} ${value}`).join("\n")}\n`,
        );
        if (copies) copies.start();
        await told;
      } finally {
        await app.close();
      }
    } finally {
      if (copies) await copies.stop();
      await hub.close();
    }
  } finally {
    await postgres?.stop();
  }
}

async function tlsOf(line: CommandLine, folder: string): Promise<Tls | undefined> {
  if (line.http) return undefined;
  return line.certificate && line.key ? givenCertificate(line.certificate, line.key) : ownCertificate(folder);
}

function endingSignal(): Promise<unknown> {
  return Promise.race((["SIGINT", "SIGTERM", "SIGHUP"] as const).map((signal) => once(process, signal)));
}
