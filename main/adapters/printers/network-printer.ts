import { connect, type LookupFunction, type Socket } from "node:net";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { NotSentCode, SendOutcome, UnknownCode } from "#shared/printing/send-outcome.ts";
import { parseZplStatus, type ZplStatus } from "#shared/printing/zpl-status.ts";

export interface PrinterAddress {
  readonly host: string;
  /** Raw TCP, 9100 on nearly all printers. */
  readonly port: number;
  readonly signal: AbortSignal;
  /** Longest wait for a connection. */
  readonly connectTimeoutMs: number;
  /** Longest silence: no byte taken while sending, no end of the connection after it. Starts anew with every byte taken. */
  readonly idleTimeoutMs: number;
  /** Name resolution, where the system's is not wanted. */
  readonly lookup?: LookupFunction;
}

export interface RawJob extends PrinterAddress {
  /** At least one byte. */
  readonly bytes: Uint8Array;
  /**
   * What ends a job. `printer-closes`, the default: the printer ends the connection after we have ended our side, and
   * silence instead means doubt. `quiet`: for a printer that is known to leave connections open, silence is the end.
   */
  readonly endOfJob?: "printer-closes" | "quiet";
  /** How long a printer that took the connection only to drop it is waited for before our side is ended. */
  readonly settleMs?: number;
}

const settleByDefaultMs = 50;
const chunkBytes = 16 * 1024;

/**
 * Sends bytes to a printer over raw TCP and says truthfully how it ended. Raw printing gives no receipt, so the outcomes
 * are graded by what is certain: `not-sent` is certain (no connection came about), `unknown` is anything that broke off
 * after the first byte, and `sent` says that the printer ended the connection in good order, not that paper came out.
 */
export async function sendRaw(job: RawJob): Promise<SendOutcome> {
  if (job.bytes.length === 0) throw new RangeError("A print job needs at least one byte");
  const connected = await open(job);
  if (!connected.ok) return { kind: "not-sent", code: connected.error };
  return await transmit(connected.value, job);
}

/** Why a printer gave no status: it was not reached, or it stayed silent, which ZPL printers do when out of paper or open. */
export type StatusRefusal = { readonly code: NotSentCode | "no-answer" | "not-understood" };

/** Asks a ZPL printer how it is (`~HS`). Not to be called while a job is on its way: printers take one connection. */
export async function queryStatus(printer: PrinterAddress): Promise<Result<ZplStatus, StatusRefusal>> {
  const connected = await open(printer);
  if (!connected.ok) return err({ code: connected.error });
  const reply = await ask(connected.value, "~HS\r\n", printer);
  if (reply === undefined) return err({ code: "no-answer" });
  const status = parseZplStatus(reply);
  return status ? ok(status) : err({ code: "not-understood" });
}

function open(printer: PrinterAddress): Promise<Result<Socket, NotSentCode>> {
  const { host, port, signal, connectTimeoutMs, lookup } = printer;
  if (signal.aborted) return Promise.resolve(err("cancelled"));
  return new Promise((resolve) => {
    // Half-open: the printer's end must not end our side before we have said all.
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true, ...(lookup ? { lookup } : {}) });
    const giveUp = (code: NotSentCode): void => {
      settle();
      socket.on("error", ignoreLateTrouble);
      socket.destroy();
      resolve(err(code));
    };
    const cancelled = (): void => giveUp("cancelled");
    const failed = (trouble: NodeJS.ErrnoException): void => giveUp(notSentCode(trouble.code));
    const timer = setTimeout(() => giveUp("timeout-connecting"), connectTimeoutMs);
    const connected = (): void => {
      settle();
      resolve(ok(socket));
    };
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancelled);
      socket.off("error", failed).off("connect", connected);
    };
    signal.addEventListener("abort", cancelled);
    socket.on("error", failed).on("connect", connected);
    // It may have been called off while the name was being looked up, which begins before connect() returns.
    if (signal.aborted) cancelled();
  });
}

function transmit(socket: Socket, job: RawJob): Promise<SendOutcome> {
  const { bytes, signal, idleTimeoutMs, endOfJob = "printer-closes", settleMs = settleByDefaultMs } = job;
  return new Promise((resolve) => {
    let bytesWritten = 0;
    let ended = false;
    let timer: NodeJS.Timeout | undefined;
    const after = (milliseconds: number, then: () => void): void => {
      clearTimeout(timer);
      timer = setTimeout(then, milliseconds);
    };
    const finish = (outcome: SendOutcome): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancelled);
      socket.removeAllListeners().on("error", ignoreLateTrouble);
      // A job in doubt may be sent again on a person's word: what lies in buffers must not print after that.
      if (outcome.kind === "unknown" && outcome.code === "hung") socket.resetAndDestroy();
      else socket.destroy();
      resolve(outcome);
    };
    const doubt = (code: UnknownCode): void => finish({ kind: "unknown", bytesWritten, code });
    const cancelled = (): void => doubt("cancelled");
    const writeOn = (): void => {
      if (bytesWritten === bytes.length) {
        // A printer that is busy with another host may accept and drop at once; its end is on its way while we write.
        after(settleMs, endOurSide);
        return;
      }
      after(idleTimeoutMs, () => doubt("hung"));
      const chunk = bytes.subarray(bytesWritten, bytesWritten + chunkBytes);
      socket.write(chunk, (trouble) => {
        if (trouble) return;
        bytesWritten += chunk.length;
        writeOn();
      });
    };
    const endOurSide = (): void => {
      ended = true;
      after(idleTimeoutMs, () => {
        if (endOfJob === "quiet") finish({ kind: "sent", bytesWritten, evidence: "quiet" });
        else doubt("hung");
      });
      socket.end();
    };
    signal.addEventListener("abort", cancelled);
    socket.on("error", () => doubt("closed-halfway"));
    socket.on("close", () => doubt("closed-halfway"));
    socket.on("end", () => {
      if (ended) finish({ kind: "sent", bytesWritten, evidence: "printer-closed" });
      else doubt("closed-halfway");
    });
    // Whatever the printer says is read and dropped; unread, its end would never be seen.
    socket.resume();
    if (signal.aborted) finish({ kind: "not-sent", code: "cancelled" });
    else writeOn();
  });
}

/** The three frames that answer `~HS`, or undefined where they do not come in time. */
function ask(socket: Socket, question: string, { signal, idleTimeoutMs }: PrinterAddress): Promise<string | undefined> {
  return new Promise((resolve) => {
    let reply = "";
    const finish = (answer: string | undefined): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      socket.removeAllListeners().on("error", ignoreLateTrouble);
      socket.destroy();
      resolve(answer);
    };
    const giveUp = (): void => finish(undefined);
    const timer = setTimeout(giveUp, idleTimeoutMs);
    signal.addEventListener("abort", giveUp);
    socket.on("error", giveUp).on("end", giveUp).on("close", giveUp);
    socket.setEncoding("latin1").on("data", (text: string) => {
      reply += text;
      if (reply.length > statusLimit || reply.split("\u0003").length > statusFrames) finish(reply);
    });
    socket.write(question);
  });
}

const statusFrames = 3;
const statusLimit = 4096;

export function notSentCode(code: string | undefined): NotSentCode {
  switch (code) {
    case "ECONNREFUSED":
      return "refused";
    case "EHOSTUNREACH":
    case "EHOSTDOWN":
    case "ENETUNREACH":
    case "ENETDOWN":
    case "EADDRNOTAVAIL":
      return "unreachable";
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EAI_FAIL":
    case "EAI_NODATA":
    case "EAI_NONAME":
      return "name-unknown";
    case "ETIMEDOUT":
      return "timeout-connecting";
    default:
      return "not-connected";
  }
}

/** The outcome is settled; a socket that stumbles while being thrown away changes nothing. */
function ignoreLateTrouble(): void {
  return undefined;
}
