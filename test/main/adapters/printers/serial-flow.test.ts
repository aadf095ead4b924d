import { Duplex } from "node:stream";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { Channel, serialTraits } from "#main/adapters/printers/channel.ts";
import { flowControls, mayTakeMore } from "#shared/printing/flow-control.ts";
import { runs } from "#test/builders/runs.ts";

/**
 * A printer with a small buffer behind a port whose lines can be read, which a pseudo-terminal's cannot: it lowers its DTR
 * with `roomLeft` bytes to go, and prints a little each time somebody looks.
 */
class PortOfPrinter extends Duplex {
  isOpen = true;
  held = 0;
  lost = 0;
  printed = "";
  looks = 0;
  isStuck = false;
  hasLines = true;
  readonly #room: number;
  readonly #roomLeft: number;
  readonly #perLook: number;

  constructor({ room, roomLeft, perLook }: { room: number; roomLeft: number; perLook: number }) {
    super();
    this.#room = room;
    this.#roomLeft = roomLeft;
    this.#perLook = perLook;
  }

  override _read(): void {
    return undefined;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const taken = chunk.subarray(0, this.#room - this.held);
    this.lost += chunk.length - taken.length;
    this.held += taken.length;
    this.printed += taken.toString("latin1");
    done();
  }

  drain(done: (problem: Error | null) => void): void {
    done(null);
  }

  flush(done: (problem: Error | null) => void): void {
    done(null);
  }

  close(done: (problem: Error | null) => void): void {
    this.isOpen = false;
    done(null);
  }

  get(told: (problem: Error | null, value?: { readonly dsr: boolean }) => void): void {
    this.looks += 1;
    if (!this.hasLines) return told(new Error("Error: Inappropriate ioctl for device"));
    const dsr = this.#room - this.held > this.#roomLeft;
    if (!this.isStuck) this.held = Math.max(0, this.held - this.#perLook);
    told(null, { dsr });
  }
}

const label = (length: number): Buffer => Buffer.from("0123456789".repeat(Math.ceil(length / 10)).slice(0, length));

it("a printer that lowers its DTR while its buffer is full gets all, in order, and nothing runs over", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        room: fc.integer({ min: 200, max: 600 }),
        roomLeft: fc.integer({ min: 64, max: 128 }),
        perLook: fc.integer({ min: 40, max: 400 }),
      }),
      fc.integer({ min: 1, max: 1500 }),
      async (given, length) => {
        const port = new PortOfPrinter(given);
        const channel = new Channel(port, serialTraits(port, 115_200, "dtr-dsr"));
        expect(await channel.write(label(length), 20_000)).toBe(true);
        expect(port.lost).toBe(0);
        expect(port.printed).toBe(label(length).toString());
        await channel.close();
      },
    ),
    { numRuns: runs(8) },
  );
});

it("without it the same printer loses bytes: that is what the setting is for", async () => {
  const port = new PortOfPrinter({ room: 300, roomLeft: 128, perLook: 100 });
  const channel = new Channel(port, serialTraits(port, 115_200, "xon-xoff"));
  expect(await channel.write(label(1500), 20_000)).toBe(true);
  expect(port.lost).toBeGreaterThan(0);
  expect(port.looks).toBe(0);
});

it("one that stays busy ends the job in time, or is waited for; what was given up never goes out", async () => {
  const port = new PortOfPrinter({ room: 300, roomLeft: 128, perLook: 100 });
  port.isStuck = true;
  const channel = new Channel(port, serialTraits(port, 115_200, "dtr-dsr"));
  expect(await channel.write(label(1500), 30)).toBe(false);
  const went = port.printed.length;
  expect(went).toBeLessThan(300);
  port.isStuck = false;
  const looks = port.looks;
  port.held = 0;
  // Looked at once more, with room for all of it.
  await vi.waitFor(() => expect(port.looks).toBeGreaterThan(looks), { timeout: 20_000 });
  await channel.drained(1000);
  expect(port.printed.length).toBe(went);
  port.isStuck = true;
  port.held = 300;
  let told = 0;
  const tell = (): void => {
    told += 1;
    if (told === 3) port.isStuck = false;
  };
  expect(await channel.write(label(500), 30, { signal: new AbortController().signal, tell })).toBe(true);
  expect(told).toBeGreaterThanOrEqual(3);
  expect(port.lost).toBe(0);
  expect(port.printed).toBe(label(went).toString() + label(500).toString());
});

it("a port without such lines is written to as if none were wanted", async () => {
  const port = new PortOfPrinter({ room: 10_000, roomLeft: 128, perLook: 0 });
  port.hasLines = false;
  const channel = new Channel(port, serialTraits(port, 115_200, "dtr-dsr"));
  expect(await channel.write(label(1500), 20_000)).toBe(true);
  expect(port.printed).toBe(label(1500).toString());
});

it("only DTR/DSR asks the lines", () => {
  const answers = flowControls.map((flow) => [
    flow,
    mayTakeMore(flow, { dsr: false }),
    mayTakeMore(flow, { dsr: true }),
  ]);
  expect(answers).toEqual([
    ["xon-xoff", true, true],
    ["rts-cts", true, true],
    ["dtr-dsr", false, true],
  ]);
});
