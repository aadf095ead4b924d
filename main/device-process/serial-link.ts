import { SerialPort } from "serialport";
import type { RememberedDevice } from "#shared/devices/device.ts";
import { FrameSplitter } from "#shared/scanning/frame-splitter.ts";
import { askForWeight, ScaleLine } from "#shared/weighing/serial-scales.ts";
import { type Link, type LinkEvents, Quiet, told } from "./link.ts";

/** A piece without its end is dropped after this; a scanner that sends no end is done after the shorter one. */
const pieceExpiresAfterMs = 500;
const codeEndsAfterMs = 80;
const askEveryMs = 250;
const answerExpiresAfterMs = 600;

/** Opens a serial port and reads a scanner or a scale on it. */
export async function openSerialLink(device: RememberedDevice, path: string, events: LinkEvents): Promise<Link> {
  const { baudRate, dataBits, parity, stopBits } = device.line;
  const port = new SerialPort({ path, baudRate, dataBits, parity, stopBits, autoOpen: false });
  await new Promise<void>((resolve, reject) => {
    port.open((problem) => (problem ? reject(problem) : resolve()));
  });
  // Some send nothing until both are up, and not every system raises them. A line that has none cannot, and needs none.
  port.set({ dtr: true, rts: true }, () => undefined);
  const reader = device.use === "scale" ? readScale(device, port, events) : readScanner(device, port, events);
  let isClosed = false;
  port.on("close", () => {
    reader.end();
    if (!isClosed) events.lost("unplugged", "");
  });
  // What an error means shows by what follows it: a close, or nothing.
  port.on("error", () => undefined);
  return {
    async close() {
      isClosed = true;
      reader.end();
      if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
    },
  };
}

interface Reader {
  end(): void;
}

function readScanner({ suffix }: RememberedDevice, port: SerialPort, events: LinkEvents): Reader {
  const splitter = new FrameSplitter(suffix);
  const quiet = new Quiet(suffix === "none" ? codeEndsAfterMs : pieceExpiresAfterMs, () => {
    for (const frame of splitter.expire()) events.frame(told(frame));
  });
  port.on("data", (chunk: Buffer) => {
    for (const frame of splitter.push(chunk)) events.frame(told(frame));
    if (splitter.isPending) quiet.begin();
    else quiet.end();
  });
  return quiet;
}

/** Asks again and again; an answer that broke off is forgotten before the next question. */
function readScale({ protocol, unit }: RememberedDevice, port: SerialPort, events: LinkEvents): Reader {
  const line = new ScaleLine(protocol, unit);
  const question = askForWeight(protocol);
  let askedAt = 0;
  const ask = (): void => {
    const now = performance.now();
    if (askedAt !== 0 && now - askedAt < answerExpiresAfterMs) return;
    line.expire();
    askedAt = now;
    port.write(question);
  };
  const timer = setInterval(ask, askEveryMs);
  port.on("data", (chunk: Buffer) => {
    for (const reading of line.push(chunk)) {
      askedAt = 0;
      events.weight(reading);
    }
  });
  ask();
  return { end: () => clearInterval(timer) };
}
