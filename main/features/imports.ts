import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import type { ParsedInputOf } from "#shared/bridge/contract.ts";
import type { ImportProgress, SetAsidePage, SetAsideRow } from "#shared/bridge/types.ts";
import { draft } from "#shared/facts/kinds.ts";
import { catalogueReader, type Intake, orderReader } from "./import-readers.ts";
import { uuidV7 } from "#shared/kernel/ids.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { fileRefusalWords } from "#shared/importing/file-refusal.ts";
import { recognise } from "#shared/importing/recognise.ts";
import { mend } from "#shared/importing/mend.ts";
import type { SetAsideView } from "#shared/importing/set-aside-view.ts";
import { type CsvHeader, readCsv, readHeader } from "../adapters/files/csv-reader.ts";
import { barcodeOwner, countItems, knowsSku, nearSkus } from "../store/item-list.ts";
import { waitingSetAside } from "../store/work-list.ts";
import type { AskPath } from "./documents.ts";
import { notSavedWords } from "./not-saved.ts";
import { setAsideCsv } from "./set-aside-csv.ts";
import { actAsPerson, refuse, type Reply, type StationContext } from "./station-context.ts";
import { scopeOf } from "../sync/sync-tables.ts";
import { numberTaken, takeInItem, takeInOrder } from "./take-in.ts";

const noCounts: ImportProgress["counts"] = {
  rows: 0,
  newOrders: 0,
  newUnits: 0,
  alreadyHere: 0,
  changed: 0,
  onHold: 0,
  notForPicking: 0,
  items: 0,
  itemsUnchanged: 0,
  setAside: 0,
};

const progressEveryMs = 100;
const mostNotices = 200;

/** Files coming in, one at a time. What is in stays in: every order and item is its own durable write. */
export class Imports {
  readonly #context: StationContext;
  #progress: ImportProgress | null = null;
  #stop: AbortController | undefined;
  #running: Promise<void> | undefined;
  #toldAt = 0;

  constructor(context: StationContext) {
    this.#context = context;
  }

  progress(): ImportProgress | null {
    return this.#progress;
  }

  async start(input: ParsedInputOf<"imports.start">): Reply<ImportProgress, "import-running" | "not-a-file"> {
    if (this.#running) return refuse("import-running");
    this.#stop = new AbortController();
    const first: ImportProgress = {
      importId: uuidV7(this.#context.clock(), randomBytes(10)),
      file: basename(input.path),
      path: input.path,
      fileKind: "unknown",
      columns: 0,
      fileBytes: 0,
      rowsTotal: null,
      bytes: 0,
      bytesRead: 0,
      rowsRead: 0,
      startedAt: this.#context.clock(),
      state: { kind: "reading" },
      counts: noCounts,
      notices: [],
    };
    this.#progress = first;
    this.#running = this.#read(input)
      .catch((problem: unknown) => this.#breakOff(problem))
      .finally(() => {
        this.#running = undefined;
      });
    return ok(first);
  }

  stop(): void {
    this.#stop?.abort();
  }

  /** Ends what runs and waits for its last write; for closing down. */
  async close(): Promise<void> {
    this.stop();
    await this.#running;
  }

  async settled(): Promise<void> {
    await this.#running;
  }

  async #read({ path, encoding }: ParsedInputOf<"imports.start">): Promise<void> {
    const signal = this.#stop?.signal ?? new AbortController().signal;
    const options = encoding === "windows-1252" ? { encoding, signal } : { signal };
    const file = basename(path);
    const header = await readHeader(path, options);
    if (!header.ok) {
      const words = fileRefusalWords(header.error, file);
      const asks = header.error.code === "not-utf-8" && header.error.fitsWindows1252;
      return this.#tell({ state: asks ? { kind: "asks-encoding", words } : { kind: "broken-off", words } });
    }
    const known = recognise(header.value.cells);
    if (!known.ok) return this.#tell({ state: { kind: "broken-off", words: known.error.message } });
    const { kind: fileKind, notices } = known.value;
    const { bytesTotal } = header.value;
    this.#tell({ fileKind, columns: header.value.cells.length, fileBytes: bytesTotal, bytes: bytesTotal, notices });
    const intake: Intake = {
      context: this.#context,
      importId: this.#progress?.importId ?? "",
      file,
      names: known.value.names,
      count: (change) => this.#count(change),
      notice: (words) => this.#notice(words),
    };
    try {
      await this.#readRows(path, fileKind, header.value, intake, options);
    } catch (problem) {
      return this.#breakOff(problem);
    }
    await this.#record();
  }

  async #readRows(
    path: string,
    fileKind: "catalogue" | "shopify-orders",
    header: CsvHeader,
    intake: Intake,
    options: { readonly signal: AbortSignal; readonly encoding?: "windows-1252" },
  ): Promise<void> {
    const passes = fileKind === "catalogue" ? 1 : 2;
    this.#tell({ bytes: header.bytesTotal * passes });
    const reader = fileKind === "catalogue" ? catalogueReader(intake) : orderReader(intake);
    let before = 0;
    for (const pass of reader.passes) {
      for await (const event of readCsv(path, { ...options, same: header })) {
        if (event.kind === "rows") {
          await pass.rows(event.rows);
          const isLast = pass === reader.passes.at(-1);
          const rowsRead = (this.#progress?.rowsRead ?? 0) + (isLast ? event.rows.length : 0);
          this.#tell({ bytesRead: before + event.bytesRead, rowsRead });
        } else if (event.kind === "stopped") {
          const words = fileRefusalWords(event.refusal, intake.file);
          if (event.refusal.code === "cancelled") return this.#tell({ state: { kind: "stopped" } });
          // What the first pass could not read to its end is read as far as it goes by the second.
          if (pass !== reader.passes.at(-1)) break;
          await reader.finish("broken-off");
          return this.#tell({ state: { kind: "broken-off", words } });
        }
      }
      before += header.bytesTotal;
      if (pass !== reader.passes.at(-1)) this.#tell({ rowsTotal: reader.rowsTotal() });
    }
    await reader.finish("whole");
    this.#tell({ state: { kind: "finished" }, bytesRead: header.bytesTotal * passes });
  }

  #breakOff(problem: unknown): void {
    const words = `Nothing more could be saved. ${notSavedWords(problem)} What is in stays in.`;
    this.#tell({ state: { kind: "broken-off", words } });
  }

  /** The import itself is a fact: who brought in which file, and what became of it. */
  async #record(): Promise<void> {
    const progress = this.#progress;
    if (!progress || progress.fileKind === "unknown") return;
    const { importId, file, fileKind: kind, counts, notices, state } = progress;
    const outcome = state.kind === "finished" || state.kind === "stopped" ? state.kind : "broken-off";
    const detail = state.kind === "broken-off" ? state.words : "";
    await actAsPerson(this.#context, (act) =>
      act.append([
        draft(`import/${importId}`, "import.ended", {
          importId,
          file,
          kind,
          outcome,
          detail,
          counts,
          notices: [...notices],
        }),
      ]),
    );
  }

  #count(change: Partial<ImportProgress["counts"]>): void {
    if (!this.#progress) return;
    const counts = { ...this.#progress.counts };
    for (const [name, number] of Object.entries(change)) counts[name as keyof typeof counts] += number;
    this.#progress = { ...this.#progress, counts };
  }

  #notice(words: string): void {
    if (!this.#progress || this.#progress.notices.length >= mostNotices) return;
    this.#progress = { ...this.#progress, notices: [...this.#progress.notices, words] };
  }

  #tell(change: Partial<ImportProgress>): void {
    if (!this.#progress) return;
    this.#progress = { ...this.#progress, ...change };
    const now = this.#context.clock();
    const isNews = change.state !== undefined || change.fileKind !== undefined;
    if (!isNews && now - this.#toldAt < progressEveryMs) return;
    this.#toldAt = now;
    this.#context.emit("import", this.#progress);
  }

  setAside(asked: ParsedInputOf<"imports.setAside">): SetAsidePage {
    const { ids, next, count } = waitingSetAside(this.#context.statements, asked);
    return { rows: ids.flatMap((id) => rowsOf(this.#context.log.read("exceptions", id))), records: count, next };
  }

  /** Puts right values in and reads the rows again: all of them come in, or they stay set aside with what is left. */
  async mend(input: ParsedInputOf<"imports.mend">): Reply<{ outcome: "in" | "still-set-aside" }, "set-aside-unknown"> {
    const { statements } = this.#context;
    const outcome = await actAsPerson(this.#context, (act) => {
      const waiting = act.read("exceptions", input.setAsideId);
      if (!waiting || waiting.outcome !== "waiting") return undefined;
      const { importId, at: _at, outcome: _outcome, ...record } = waiting;
      const mended = mend(record, input.edits, {
        knows: countItems(statements) > 0 ? (sku) => knowsSku(statements, sku) : undefined,
        nearest: (sku) => nearSkus(statements, sku),
        numberTaken: numberTaken(statements),
        barcodeOwner: (barcode) => barcodeOwner(statements, barcode),
      });
      const stream = `import/${importId}`;
      if (!mended.ok) {
        act.append([draft(stream, "import.rowsSetAside", { importId, setAside: mended.error })]);
        return "still-set-aside" as const;
      }
      if (mended.value.kind === "catalogue") takeInItem(act, mended.value.entry, scopeOf(statements).site);
      else mended.value.orders.forEach((order) => takeInOrder(act, order, scopeOf(statements)));
      act.append([draft(stream, "import.rowsSettled", { setAsideId: input.setAsideId, outcome: "mended" })]);
      return "in" as const;
    });
    return outcome ? ok({ outcome }) : refuse("set-aside-unknown");
  }

  async discard(setAsideId: string): Reply<null, "set-aside-unknown"> {
    const done = await actAsPerson(this.#context, (act) => {
      const waiting = act.read("exceptions", setAsideId);
      if (!waiting || waiting.outcome !== "waiting") return false;
      act.append([draft(`import/${waiting.importId}`, "import.rowsSettled", { setAsideId, outcome: "discarded" })]);
      return true;
    });
    return done ? ok(null) : refuse("set-aside-unknown");
  }

  async saveSetAside(ask: AskPath): Reply<{ readonly path: string } | null, "not-saved"> {
    const { ids } = waitingSetAside(this.#context.statements, { after: null, limit: 100_000 });
    const path = await ask("rows-set-aside.csv");
    if (path === undefined) return ok(null);
    const records = ids.flatMap((id) => this.#context.log.read("exceptions", id) ?? []);
    try {
      await writeFile(path, setAsideCsv(records));
    } catch (problem) {
      return err({ code: "not-saved", detail: problem instanceof Error ? problem.message : String(problem) });
    }
    return ok({ path });
  }
}

function rowsOf(record: SetAsideView | undefined): SetAsideRow[] {
  if (!record) return [];
  const { setAsideId, file, kind: fileKind, problems, rows } = record;
  const label = rows[0]?.cells["Name"] ?? rows[0]?.cells["sku"] ?? "";
  return problems.map(({ line, column, value, message, suggestion = "" }, position) => ({
    setAsideId,
    file,
    fileKind,
    line,
    column,
    value,
    message,
    suggestion,
    first: position === 0,
    label,
  }));
}
