import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { queryStatus, type RawJob, sendRaw } from "#main/adapters/printers/network-printer.ts";
import { type FakePrinter, startFakePrinter } from "#test/support/fake-printer.ts";

const host = "127.0.0.1";
/** Far longer than any test takes: an outcome that waits for it shows as a test that hangs. */
const never = 600_000;
const label = new TextEncoder().encode(`^XA^CI28^FO40,40^A0N,40,40^FDŁódź^FS^XZ${"^FX padding".repeat(300)}`);
/** More than the network buffers of both sides hold, so that a reader who stops is felt. */
const large = new Uint8Array(24 * 1024 * 1024).fill(0x41);

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function aPrinter(mode?: "ok" | "refuse" | "hang" | "close-halfway"): Promise<FakePrinter> {
  const printer = await startFakePrinter(mode ? { mode } : {});
  opened.push(printer);
  return printer;
}

/** A listener that does with each connection what the test says. */
async function aListener(serve: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  opened.push({
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

function job(port: number, parts: Partial<RawJob> = {}): RawJob {
  return {
    host,
    port,
    bytes: label,
    signal: new AbortController().signal,
    connectTimeoutMs: never,
    idleTimeoutMs: never,
    ...parts,
  };
}

describe("a job to a printer that works", () => {
  it("arrives byte for byte and is sent once the printer ends the connection", async () => {
    const printer = await aPrinter();
    expect(await sendRaw(job(printer.port))).toEqual({
      kind: "sent",
      bytesWritten: label.length,
      evidence: "printer-closed",
    });
    expect(printer.jobs.map((bytes) => Buffer.from(bytes))).toEqual([Buffer.from(label)]);
  });

  it("comes after the one before it", async () => {
    const printer = await aPrinter();
    const first = new TextEncoder().encode("^XA^FDfirst^FS^XZ");
    const second = new TextEncoder().encode("^XA^FDsecond^FS^XZ");
    await sendRaw(job(printer.port, { bytes: first }));
    await sendRaw(job(printer.port, { bytes: second }));
    expect(printer.jobs.map((bytes) => Buffer.from(bytes).toString())).toEqual([
      "^XA^FDfirst^FS^XZ",
      "^XA^FDsecond^FS^XZ",
    ]);
  });

  it("may be larger than all buffers and the printer slow", async () => {
    let got = 0;
    const port = await aListener((socket) => {
      socket.on("data", (chunk) => {
        got += chunk.length;
        socket.pause();
        setImmediate(() => socket.resume());
      });
      socket.on("end", () => socket.end());
      socket.resume();
    });
    expect(await sendRaw(job(port, { bytes: large }))).toEqual({
      kind: "sent",
      bytesWritten: large.length,
      evidence: "printer-closed",
    });
    expect(got).toBe(large.length);
  });

  it("is sent even while the printer talks back", async () => {
    const port = await aListener((socket) => {
      socket.on("data", () => socket.write("x".repeat(10_000)));
      socket.on("end", () => socket.end());
      socket.resume();
    });
    expect((await sendRaw(job(port))).kind).toBe("sent");
  });
});

describe("a job of which certainly no byte left", () => {
  it("because nothing listens there", async () => {
    const printer = await aPrinter("refuse");
    expect(await sendRaw(job(printer.port))).toEqual({ kind: "not-sent", code: "refused" });
  });

  it("goes out by the same address once the printer is on", async () => {
    const printer = await aPrinter("refuse");
    await sendRaw(job(printer.port));
    await printer.setMode("ok");
    expect((await sendRaw(job(printer.port))).kind).toBe("sent");
    expect(printer.jobs).toHaveLength(1);
  });

  it("because the name is not known", async () => {
    const outcome = await sendRaw(
      job(9100, {
        host: "no-such-printer.example",
        lookup: (_name, _options, done) => {
          done(Object.assign(new Error("not found"), { code: "ENOTFOUND" }), []);
        },
      }),
    );
    expect(outcome).toEqual({ kind: "not-sent", code: "name-unknown" });
  });

  it("because nobody answers in time", async () => {
    const outcome = await sendRaw(job(9100, { host: "printer.example", connectTimeoutMs: 5, lookup: () => undefined }));
    expect(outcome).toEqual({ kind: "not-sent", code: "timeout-connecting" });
  });

  it("because it was called off before, or while connecting", async () => {
    const printer = await aPrinter();
    expect(await sendRaw(job(printer.port, { signal: AbortSignal.abort() }))).toEqual({
      kind: "not-sent",
      code: "cancelled",
    });
    const control = new AbortController();
    const waiting = sendRaw(
      job(9100, {
        host: "printer.example",
        signal: control.signal,
        lookup: () => {
          control.abort();
        },
      }),
    );
    expect(await waiting).toEqual({ kind: "not-sent", code: "cancelled" });
    expect(printer.jobs).toEqual([]);
  });

  it("because there are no bytes, which is a mistake of the caller", async () => {
    await expect(sendRaw(job(9100, { bytes: new Uint8Array() }))).rejects.toThrow(RangeError);
  });
});

describe("a job in doubt", () => {
  it("because the printer took the connection and never reads, though the network took all of a small job", async () => {
    const printer = await aPrinter("hang");
    expect(await sendRaw(job(printer.port, { idleTimeoutMs: 20 }))).toEqual({
      kind: "unknown",
      bytesWritten: label.length,
      code: "hung",
    });
    expect(printer.jobs).toEqual([]);
  });

  it("because the printer stopped reading in the middle of a large job", async () => {
    const printer = await aPrinter("hang");
    const outcome = await sendRaw(job(printer.port, { bytes: large, idleTimeoutMs: 20 }));
    expect(outcome).toMatchObject({ kind: "unknown", code: "hung" });
    expect(outcome.kind === "unknown" && outcome.bytesWritten < large.length).toBe(true);
  });

  it("because the printer broke off halfway", async () => {
    const printer = await aPrinter("close-halfway");
    expect(await sendRaw(job(printer.port))).toMatchObject({ kind: "unknown", code: "closed-halfway" });
    expect(printer.jobs).toEqual([]);
    await printer.close();
    expect(printer.torn.map((bytes) => bytes.length)).toEqual([Math.floor(label.length / 2)]);
  });

  it("because the printer ended the connection in good manners, but before the job was over", async () => {
    const port = await aListener((socket) => {
      socket.once("data", () => socket.end());
      socket.resume();
    });
    expect(await sendRaw(job(port, { bytes: large }))).toMatchObject({ kind: "unknown", code: "closed-halfway" });
  });

  it("because the printer was busy: it took the connection only to end it", async () => {
    const port = await aListener((socket) => socket.end());
    expect(await sendRaw(job(port, { settleMs: never }))).toMatchObject({ kind: "unknown", code: "closed-halfway" });
  });

  it("because the connection was reset after everything was written", async () => {
    const port = await aListener((socket) => {
      socket.on("data", () => undefined);
      socket.on("end", () => socket.resetAndDestroy());
      socket.resume();
    });
    expect(await sendRaw(job(port))).toEqual({
      kind: "unknown",
      bytesWritten: label.length,
      code: "closed-halfway",
    });
  });

  it("because it was called off after the first byte", async () => {
    const control = new AbortController();
    const port = await aListener((socket) => {
      socket.once("data", () => {
        control.abort();
      });
      socket.resume();
    });
    expect(await sendRaw(job(port, { signal: control.signal }))).toMatchObject({
      kind: "unknown",
      code: "cancelled",
    });
  });
});

describe("a printer that leaves connections open", () => {
  it("has got the job when it falls silent, where it is known for that", async () => {
    let resolveReceived: (bytes: number) => void = () => undefined;
    const received = new Promise<number>((resolve) => {
      resolveReceived = resolve;
    });
    const port = await aListener((socket) => {
      let got = 0;
      socket.on("data", (chunk) => {
        got += chunk.length;
      });
      socket.on("end", () => resolveReceived(got));
      socket.resume();
    });
    expect(await sendRaw(job(port, { endOfJob: "quiet", idleTimeoutMs: 20 }))).toEqual({
      kind: "sent",
      bytesWritten: label.length,
      evidence: "quiet",
    });
    expect(await received).toBe(label.length);
  });
});

describe("asking a printer how it is", () => {
  it("reads its answer, and is no job", async () => {
    const printer = await aPrinter();
    const status = await queryStatus(job(printer.port));
    expect(status).toMatchObject({ ok: true, value: { paperOut: false, headOpen: false, formatsInBuffer: 0 } });
    await printer.close();
    expect(printer.jobs).toEqual([]);
  });

  it("reads an answer that comes letter by letter", async () => {
    const answer =
      "\u0002030,1,0,1225,000,0,0,0,000,0,0,0\u0003\r\n\u0002000,0,1,0,0,2,4,0,00000000,1,000\u0003\r\n\u00021234,0\u0003\r\n";
    const port = await aListener((socket) => {
      socket.setNoDelay(true);
      socket.once("data", () => {
        for (const letter of answer) socket.write(letter);
      });
      socket.resume();
    });
    expect(await queryStatus(job(port))).toMatchObject({ ok: true, value: { paperOut: true, headOpen: true } });
  });

  it("tells silence, which is how printers without paper answer, from no connection and from nonsense", async () => {
    const silent = await aPrinter("hang");
    expect(await queryStatus(job(silent.port, { idleTimeoutMs: 20 }))).toEqual({
      ok: false,
      error: { code: "no-answer" },
    });
    const off = await aPrinter("refuse");
    expect(await queryStatus(job(off.port))).toEqual({ ok: false, error: { code: "refused" } });
    const other = await aListener((socket) => {
      socket.once("data", () => socket.write("HTTP/1.1 400\u0003\u0003\u0003"));
      socket.resume();
    });
    expect(await queryStatus(job(other))).toEqual({ ok: false, error: { code: "not-understood" } });
  });
});
