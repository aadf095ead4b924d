import type { CodeOf } from "#shared/bridge/contract.ts";
import type { BackupRow, CareState, ChainProblem, RescueBackup, RescueState, Diagnostics } from "#shared/care/care.ts";
import { joinRefusals } from "../sync/join-text.ts";
import type { Format } from "../../platform/format.ts";

export const careChipText = {
  damaged: "The store is damaged",
  full: "The disk is full",
  nothingSaved: "Nothing can be saved",
  chainBroken: "The log was changed",
  seeStore: "See Store",
  nearlyFull: "Disk nearly full",
} as const;

export const careText = {
  title: "Store",
  state: "How it is",
  file: "The file",
  chain: "Log",
  disk: "Disk",
  backup: "Last backup",
  backups: "Backups",
  backUp: "Back up now",
  backingUp: "Backing up",
  verify: "Check everything",
  verifying: "Checking",
  export: "Export everything",
  rebuild: "Make the lists again",
  copy: "Copy as text",
  copied: "Copied. Paste it into a message to whoever helps you.",
  made: "When",
  facts: "Facts",
  size: "Size",
  noBackups: "No backup yet. The first one is made when there is something to keep; or make one now.",
  slowest: "Slowest queries",
  query: "Query",
  slowestRun: "Slowest",
  average: "Average",
  runs: "Runs",
  gotIt: "Got it",
  onlyLead: "Only a lead can do this. Ask one to sign in.",
  verified: "Checked from end to end: the file and the log are whole.",
  rebuildTitle: "Make every list again?",
  rebuildDetail:
    "Orders, stock, lists and searches are thrown away and made again from the log. Nothing anyone did is lost. Nobody can work here meanwhile: about a minute for 10,000 orders.",
  rebuildYes: "Make them again",
  keep: "Leave it",
} as const;

export const backupRefusals: Readonly<Record<CodeOf<"care.backUp">, string>> = {
  "backup-running": "A backup is being made already.",
  "no-room": "There is not enough room on the disk for a backup. Free some, then do it again.",
  "store-damaged":
    "The store is damaged, so no backup could be made. Close Holdfast and open it again: it leads you on.",
  "backup-failed":
    "The backup did not come about. The store is as it was. Do it again; if it stays, copy this page to support.",
};

export const verifyRefusals: Readonly<Record<CodeOf<"care.verify">, string>> = {
  "verify-running": "A check is running already.",
};

export const exportRefusals: Readonly<Record<CodeOf<"care.export">, string>> = { "role-missing": careText.onlyLead };
export const rebuildRefusals: Readonly<Record<CodeOf<"care.rebuild">, string>> = { "role-missing": careText.onlyLead };

export function exportedWords(facts: number, path: string, format: Format): string {
  return `${format.count(facts)} facts are in ${path}. Keep it safe: it holds every customer and every price.`;
}

export function backedUpWords({ facts, bytes }: BackupRow, format: Format): string {
  return `Backed up: ${format.count(facts)} facts, ${format.fileSize(bytes)}. The copy was opened and looked through.`;
}

export function chainWords({ chain }: CareState, format: Format): string {
  switch (chain.kind) {
    case "waiting":
      return "Not checked yet";
    case "checking":
      return `Being checked: ${format.count(chain.checked)} of ${format.count(chain.of)}`;
    case "whole":
      return `Whole: ${format.count(chain.checked)} facts, checked ${format.clock(chain.at)}`;
    case "broken":
      return chain.problems.length === 1
        ? "1 fact does not fit"
        : `${format.count(chain.problems.length)} facts do not fit`;
  }
}

export function diskWords({ disk }: CareState, format: Format): string {
  const free = `${format.fileSize(disk.freeBytes)} free`;
  switch (disk.state) {
    case "fine":
      return free;
    case "nearly-full":
      return `Nearly full: ${free}`;
    case "full":
      return `Full: ${free}. Nothing can be saved.`;
  }
}

export function backupWords({ backup }: CareState, format: Format, now: number): string {
  if (backup.running) return `${careText.backingUp} ...`;
  if (!backup.last) return "None yet";
  return `${format.recordTime(backup.last.at, now)}, ${format.count(backup.last.facts)} facts`;
}

/** What stands at the top of the page: what happened, then what to do. Nothing where all is well. */
export function careWarnings(care: CareState, format: Format): readonly { tone: "wrong" | "extra"; words: string }[] {
  const warnings: { tone: "wrong" | "extra"; words: string }[] = [];
  if (care.damage !== "") {
    warnings.push({
      tone: "wrong",
      words: `The file of the store is damaged (${care.damage}). Finish what is in hand, close Holdfast and open it again: it leads you through a restore.`,
    });
  }
  if (care.disk.state === "full") {
    warnings.push({
      tone: "wrong",
      words:
        "The disk is full. Nothing more is saved, and nothing is shown as done. Free some room: work goes on by itself.",
    });
  }
  if (care.disk.state === "nearly-full") {
    warnings.push({
      tone: "extra",
      words: "The disk is nearly full. Everything is saved so far. Free some room today.",
    });
  }
  if (care.chain.kind === "broken") {
    for (const problem of care.chain.problems) {
      warnings.push({ tone: "wrong", words: problemWords(problem, format) });
    }
  }
  if (care.backup.trouble !== "") {
    warnings.push({ tone: "extra", words: `The last backup did not come about: ${care.backup.trouble}` });
  }
  if (care.unread > 0) {
    warnings.push({
      tone: "extra",
      words: `${format.count(care.unread)} facts were written by a newer Holdfast. They are kept, and shown once this one is updated.`,
    });
  }
  if (care.salvaged > 0) {
    warnings.push({
      tone: "extra",
      words: `After the restore, ${format.count(care.salvaged)} facts were taken over from the damaged file.`,
    });
  }
  return warnings;
}

const problemText: Readonly<Record<ChainProblem["code"], string>> = {
  "missing-before": "facts right before it are gone",
  "does-not-follow": "it does not follow the fact before it",
  "body-changed": "what it says was changed after it was saved",
  "fact-changed": "who did it, when or what it is was changed after it was saved",
  "end-missing": "the newest facts after it are gone",
};

function problemWords({ code, sequence, kind, at, station }: ChainProblem, format: Format): string {
  const what = kind === "" ? "" : ` (${kind}${at === null ? "" : `, ${format.clockWithSeconds(at)}`})`;
  return `Fact ${format.count(sequence)}${what} of station ${station.slice(0, 8)}: ${problemText[code]}. Somebody or something changed the file. Keep a copy of it, and ask for help.`;
}

/** The log of last writes is moved into the store now and then; where that fails nothing is lost, but it grows. */
export function sizeWords({ storeBytes, walBytes, walTrouble }: Diagnostics, format: Format): string {
  const sizes = `${format.fileSize(storeBytes)}, log ${format.fileSize(walBytes)}`;
  return walTrouble === ""
    ? sizes
    : `${sizes}. The log cannot be moved into the store: ${walTrouble}. Look at the disk.`;
}

/** For a message to whoever helps. */
export function diagnosticsText(found: Diagnostics, care: CareState, format: Format, now: number): string {
  const lines = [
    `Holdfast ${found.version}`,
    `Store: ${found.storePath}`,
    `Engine: ${found.driver}`,
    `Facts: ${found.facts}, in snapshots ${found.stubs}, for a newer version ${care.unread}`,
    `Size: ${found.storeBytes} bytes, log ${found.walBytes} bytes${found.walTrouble ? `; trouble: ${found.walTrouble}` : ""}`,
    `Disk: ${care.disk.state}, ${care.disk.freeBytes} bytes free`,
    `Log: ${chainWords(care, format)}`,
    ...(care.chain.kind === "broken" ? care.chain.problems.map((problem) => `  ${JSON.stringify(problem)}`) : []),
    `Damage: ${care.damage || "none seen"}`,
    `Last backup: ${backupWords(care, format, now)}${care.backup.trouble ? `; trouble: ${care.backup.trouble}` : ""}`,
    "Slowest queries, milliseconds:",
    ...found.slowest.map(
      ({ sql, slowestMs, averageMs, runs }) =>
        `  ${milliseconds(slowestMs)} (average ${milliseconds(averageMs)}, ${runs} runs) ${sql}`,
    ),
  ];
  return lines.join("\n");
}

export function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}

export const rescueText = {
  titles: {
    damaged: "The store is damaged",
    missing: "The store is gone",
    "log-missing": "The last writes may be missing",
  } satisfies Record<RescueState["code"], string>,
  choose:
    "Choose a backup to go on with. What can still be read in the damaged file is taken over by itself, and that file is kept.",
  chooseMissing: "Choose a backup to go on with.",
  none: "There is no backup on this computer. Nothing was changed. Copy the folder to a safe place, and ask for help before anything else.",
  noneButHub: "There is no backup on this computer. Nothing was changed.",
  made: "Made",
  facts: "Facts in it",
  missing: "Saved after it",
  notKnown: "not known",
  restore: "Go on with this backup",
  restoring: "Putting the backup in place",
  asIs: "Go on without the last writes",
  asIsDetail:
    "The file itself opens. What was saved in the last moments before the computer stopped may be missing from it.",
  hubTitle: "Get it again from the hub",
  hubDetail: (address: string) =>
    `Everything this station has sent to ${address} comes back, and so does what others sent.`,
  hubDetailDamaged: "What can still be read in the damaged file is taken over and sent, too.",
  code: "Code",
  codeHint: "Make one at the hub: npm run hub -- code. It is good once, for a quarter of an hour.",
  codeAsked: "The hub wants a code from this station. Make one there and type it here.",
  fromHub: "Get it again from the hub",
  fetching: "Asking the hub",
  fetched: (facts: string, remaining: string) => `${facts} facts are here, ${remaining} to come`,
  asNew: "Begin as a new station",
  asNewDetail:
    "The hub was restored from a backup since this station last compared itself with it, or knows it no more, so this station's numbers cannot be vouched for. Restore a backup above if there is one. Else begin as a new station with a code: everything the hub has comes back, and what this station had not sent stays in the kept files.",
  kept: (path: string) => `The old files are kept in ${path}.`,
} as const;

export function missingWords({ missing }: RescueBackup, format: Format): string {
  if (missing === null) return rescueText.notKnown;
  return missing === 0 ? "nothing" : `${format.count(missing)} facts`;
}

export const fromHubRefusals: Readonly<Record<CodeOf<"care.fromHub">, string>> = {
  ...joinRefusals,
  "store-open": "The store is open already.",
  "not-joined": "It is not known any more which hub this station belonged to. Choose a backup.",
  "code-needed": rescueText.codeAsked,
  "not-same-station": rescueText.asNewDetail,
};

export const restoreRefusals: Readonly<Record<CodeOf<"care.restore">, string>> = {
  "store-open": "The store is open already.",
  "backup-unknown": "This backup is not there any more. Choose another one.",
  "backup-broken": "This backup is damaged, too. Nothing was changed. Choose another one.",
};
