import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { ReceiptPrinter } from "#main/adapters/printers/receipt-printer.ts";

/** A printer that answers `DLE EOT n` with these bytes, by n; with nothing where there is none. */
async function withPrinter(
  answers: Readonly<Record<number, number>>,
  use: (printer: ReceiptPrinter) => Promise<void>,
): Promise<void> {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.on("data", (bytes) => {
      const answer = answers[bytes[2] ?? 0];
      if (bytes[0] === 0x10 && bytes[1] === 0x04 && answer !== undefined) socket.write(Uint8Array.of(answer));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await use(new ReceiptPrinter({ kind: "tcp", host: "127.0.0.1", port }));
  await new Promise<void>((resolve) => void server.close(() => resolve()));
}

describe("a receipt printer, before a job", () => {
  it.each([
    ["is ready", { 2: 0x12, 3: 0x12, 4: 0x12 }, { kind: "ready", countBefore: null }],
    ["is open", { 2: 0x16, 3: 0x12, 4: 0x12 }, { kind: "waits", trouble: "cover-open", words: "" }],
    ["has no paper", { 2: 0x12, 3: 0x12, 4: 0x72 }, { kind: "waits", trouble: "paper-out", words: "" }],
    ["does not answer, and is taken for ready", {}, { kind: "ready", countBefore: null }],
  ] as const)("%s", async (_what, answers, readiness) => {
    await withPrinter(answers, async (printer) => {
      expect(await printer.ready()).toEqual(readiness);
    });
  });
});
