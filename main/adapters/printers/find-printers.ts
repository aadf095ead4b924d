import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FoundPrinter } from "#shared/bridge/print-types.ts";
import type { Connection, Language } from "#shared/printing/printer.ts";
import { IppClient } from "./ipp-client.ts";
import { ippOperations, textOf } from "./ipp-message.ts";

const searchMs = 3000;
const goodForMs = 10_000;
const cupsHere = "ipp://localhost:631/";

let lastSearch: { readonly found: Promise<FoundPrinter[]>; readonly at: number } | undefined;

/**
 * What is on the network (mDNS), in this computer's print system (CUPS) and on its USB ports. Takes about three seconds; who
 * asks again within ten gets the same answer.
 */
export function findPrinters(): Promise<FoundPrinter[]> {
  const now = performance.now();
  if (!lastSearch || now - lastSearch.at > goodForMs) lastSearch = { found: search(), at: now };
  return lastSearch.found;
}

async function search(): Promise<FoundPrinter[]> {
  const found = await Promise.all([onNetwork(), inCups(), onUsb()]);
  const seen = new Set<string>();
  return found.flat().filter(({ connection }) => {
    const key = JSON.stringify(connection);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

async function onNetwork(): Promise<FoundPrinter[]> {
  const { Bonjour } = await import("bonjour-service");
  const found: FoundPrinter[] = [];
  // A network that cannot be searched is no reason not to find the rest.
  const bonjour = new Bonjour({}, () => undefined);
  try {
    for (const type of ["pdl-datastream", "ipp", "ipps"]) {
      bonjour.find({ type }, (service) => {
        const host = service.addresses?.find((address) => address.includes(".")) ?? service.host.replace(/\.$/, "");
        const printer = announced(type, host, service.port, service.name, textsOf(service.txt));
        if (printer) found.push(printer);
      });
    }
    await new Promise((resolve) => setTimeout(resolve, searchMs));
  } finally {
    bonjour.destroy();
  }
  return found;
}

function textsOf(record: unknown): Readonly<Record<string, string>> {
  if (typeof record !== "object" || record === null) return {};
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toLowerCase(), String(value)]));
}

/** One service of Bonjour Printing (Apple's specification 1.2.1): `rp` is the path, `pdl` the languages, `ty` the model. */
export function announced(
  type: string,
  host: string,
  port: number,
  name: string,
  texts: Readonly<Record<string, string>>,
): FoundPrinter | undefined {
  if (host === "" || port < 1 || port > 65_535) return undefined;
  const isZebra = /zebra|zpl|\bZTC\b/i.test(`${name} ${texts["ty"] ?? ""} ${texts["pdl"] ?? ""}`);
  const shown = (texts["ty"] && texts["ty"] !== name ? `${name}, ${texts["ty"]}` : name).slice(0, 60);
  if (type === "pdl-datastream") {
    return {
      name: shown,
      how: "network",
      language: isZebra ? "zpl" : "escpos",
      connection: { kind: "tcp", host, port },
    };
  }
  const path = texts["rp"] ?? "ipp/print";
  const uri = `${type}://${host}:${port}/${path.replace(/^\//, "")}`;
  const keeper = path.startsWith("printers/") ? "cups" : "printer";
  return { name: shown, how: "network", language: isZebra ? "zpl" : "pdf", connection: { kind: "ipp", uri, keeper } };
}

async function inCups(): Promise<FoundPrinter[]> {
  const reply = await new IppClient(cupsHere, { connectMs: 1000, idleMs: 3000 }).ask(ippOperations.cupsGetPrinters, [
    ["requested-attributes", { tag: "keyword", value: ["printer-name", "printer-info", "printer-make-and-model"] }],
  ]);
  if (!reply.ok) return [];
  return reply.value.groups.flatMap((printer): FoundPrinter[] => {
    const queue = textOf(printer, "printer-name");
    if (queue === "") return [];
    const uri = `${cupsHere}printers/${encodeURIComponent(queue)}`;
    const model = `${queue} ${textOf(printer, "printer-make-and-model")}`;
    const language: Language = /zebra|zpl|raw/i.test(model) ? "zpl" : "pdf";
    const name = (textOf(printer, "printer-info") || queue).slice(0, 60);
    return [{ name, how: "cups", language, connection: { kind: "ipp", uri, keeper: "cups" } }];
  });
}

/** Linux shows them as /dev/usb/lp0, and what they call themselves by IEEE 1284 in `ieee1284_id`. */
async function onUsb(): Promise<FoundPrinter[]> {
  const names = await readdir("/dev/usb").catch(() => []);
  const ports = names.filter((name) => /^lp\d+$/.test(name)).toSorted();
  return await Promise.all(
    ports.map(async (port): Promise<FoundPrinter> => {
      const id = await readFile(join("/sys/class/usbmisc", port, "device/ieee1284_id"), "utf8").catch(() => "");
      const connection: Connection = { kind: "usb", path: `/dev/usb/${port}` };
      return { ...usbIdentity(id, port), how: "usb", connection };
    }),
  );
}

/** Reads an IEEE 1284 device id, `MFG:Zebra;CMD:ZPL;MDL:ZD420;`. */
export function usbIdentity(id: string, port: string): { readonly name: string; readonly language: Language } {
  const part = (...names: readonly string[]): string =>
    names.map((name) => new RegExp(`(?:^|;)\\s*${name}:([^;]*)`, "i").exec(id)?.[1]?.trim()).find(Boolean) ?? "";
  const name = [part("MFG", "MANUFACTURER"), part("MDL", "MODEL")].filter(Boolean).join(" ");
  const language: Language = /zpl|zebra/i.test(`${part("CMD", "COMMAND SET")} ${name}`) ? "zpl" : "escpos";
  return { name: (name === "" ? `USB printer ${port}` : name).slice(0, 60), language };
}
