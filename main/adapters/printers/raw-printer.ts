import { openChannel, type RawConnection } from "./channel.ts";
import { sendRaw } from "./network-printer.ts";
import type { DriverJob, DriverOutcome, PrinterDriver, Progress, Readiness } from "./printer-driver.ts";

const connectTimeoutMs = 3000;
const idleTimeoutMs = 10_000;

/**
 * A printer that takes bytes and says nothing that could be trusted: receipt printers, label printers without a count.
 * Everything that breaks off after the first byte is in doubt, and only a person can settle it.
 */
export class RawPrinter implements PrinterDriver {
  readonly #connection: RawConnection;

  constructor(connection: RawConnection) {
    this.#connection = connection;
  }

  ready(): Promise<Readiness> {
    return Promise.resolve({ kind: "ready", countBefore: null });
  }

  async probe(): Promise<boolean> {
    const opened = await openChannel(this.#connection, connectTimeoutMs);
    if (opened.ok) await opened.value.close();
    return opened.ok;
  }

  async send({ bytes }: DriverJob, _countBefore: number | null, { signal }: Progress): Promise<DriverOutcome> {
    const connection = this.#connection;
    if (connection.kind === "tcp") {
      const { host, port } = connection;
      const outcome = await sendRaw({ host, port, bytes, signal, connectTimeoutMs, idleTimeoutMs });
      return outcome.kind === "not-sent" ? { kind: "not-printed", code: outcome.code } : outcome;
    }
    const opened = await openChannel(connection, connectTimeoutMs);
    if (!opened.ok) return { kind: "not-printed", code: opened.error };
    try {
      const taken = (await opened.value.write(bytes, idleTimeoutMs)) && (await opened.value.drained(idleTimeoutMs));
      return taken ? { kind: "sent" } : { kind: "unknown", code: opened.value.isBroken ? "closed-halfway" : "hung" };
    } finally {
      await opened.value.close();
    }
  }

  settle(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
