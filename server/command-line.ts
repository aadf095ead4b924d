import { parseArgs } from "node:util";
import { HubAdvice } from "./hub-refused.ts";

export const help = `npm run hub [-- options]            start the hub and print its address and an enrolment code
npm run hub -- code                 a new enrolment code: for one station, good for 15 minutes
npm run hub -- stations             the stations, and what the hub holds of each
npm run hub -- revoke STATION       take the token from a station, named by its letters or its id
npm run hub -- backup FILE          everything the hub knows into one file, while it runs
npm run hub -- restore FILE         a new hub out of such a file; stations then send what came after it
npm run hub -- metrics-token        a new token for GET /metrics

  --folder FOLDER        where the hub keeps its data (printed at the start)
  --port PORT            7420 where left out
  --host ADDRESS         address to listen on; every one where left out, 127.0.0.1 with --http
  --certificate FILE     TLS certificate (PEM) with its chain, and
  --key FILE             its key; left out, the hub makes a certificate of its own and prints its fingerprint
  --http                 no TLS: for a hub on this computer, or behind a proxy that speaks TLS
  --behind-proxy         believe the proxy in front about callers' addresses
  --no-copies            make no copies for new stations: they pull fact by fact
  --no-code              print no enrolment code at the start
  --help

DATABASE_URL=postgres://... uses a PostgreSQL of yours (15 or newer) instead of one of its own; several hubs may share it.
`;

const commands = ["serve", "code", "stations", "revoke", "backup", "restore", "metrics-token"] as const;
export type Command = (typeof commands)[number];

const withArgument: ReadonlySet<Command> = new Set(["revoke", "backup", "restore"]);

export interface CommandLine {
  readonly command: Command;
  /** The station or file; empty for commands without one. */
  readonly argument: string;
  readonly help: boolean;
  readonly folder: string | undefined;
  readonly port: number;
  readonly host: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  readonly http: boolean;
  readonly behindProxy: boolean;
  readonly code: boolean;
  readonly copies: boolean;
}

/** Throws HubAdvice for what it does not understand. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parsed(args);
  const [command = "serve", argument = "", ...more] = positionals;
  if (!isCommand(command)) throw new HubAdvice(`"${command}" is no command of the hub.\n\n${help}`);
  if (more.length > 0 || (argument !== "") !== withArgument.has(command)) {
    throw new HubAdvice(`"${command}" takes ${withArgument.has(command) ? "one argument" : "no argument"}.\n\n${help}`);
  }
  const port = Number(values.port ?? 7420);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new HubAdvice(`${values.port} is no port.`);
  if ((values.certificate === undefined) !== (values.key === undefined)) {
    throw new HubAdvice("--certificate and --key belong together: give both, or neither.");
  }
  if (values.http && values.certificate !== undefined)
    throw new HubAdvice("--http speaks without TLS: leave out --certificate.");
  return {
    command,
    argument,
    help: values.help,
    folder: values.folder,
    port,
    host: values.host,
    certificate: values.certificate,
    key: values.key,
    http: values.http,
    behindProxy: values["behind-proxy"],
    code: !values["no-code"],
    copies: !values["no-copies"],
  };
}

function isCommand(name: string): name is Command {
  return commands.some((one) => one === name);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        folder: { type: "string" },
        port: { type: "string" },
        host: { type: "string" },
        certificate: { type: "string" },
        key: { type: "string" },
        http: { type: "boolean", default: false },
        "behind-proxy": { type: "boolean", default: false },
        "no-code": { type: "boolean", default: false },
        "no-copies": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (problem) {
    throw new HubAdvice(`${problem instanceof Error ? problem.message : String(problem)}\n\n${help}`);
  }
}
