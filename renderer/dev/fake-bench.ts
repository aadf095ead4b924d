import type { Draft } from "#shared/facts/kinds.ts";
import { ok } from "#shared/kernel/result.ts";
import { readScan } from "#shared/scanning/scan.ts";
import type { FakeBridge } from "./fake-bridge.ts";
import type { FakeLog } from "./fake-log.ts";
import { fakePack, type FakePrinter } from "./fake-pack.ts";
import { fakePick } from "./fake-pick.ts";

/** Pick rounds and the pack bench, decided by the real rules over a log in memory. Returns a way to change the printer. */
export function answerBench(bridge: FakeBridge, log: FakeLog): { readonly setPrinter: (printer: FakePrinter) => void } {
  const act = (drafts: readonly Draft[]) => {
    log.append(drafts, { user: "person-1", at: Date.now() });
    bridge.changed("orders", "work", "parcels", "print-jobs");
  };
  const parts = { bridge, log, act, newId: counter("id") };
  const pick = fakePick(parts);
  const pack = fakePack(parts);
  let route = "desk";
  bridge.answer({
    ...pick.calls,
    ...pack.calls,
    "scans.route": ({ to }) => {
      route = to;
      return ok(null);
    },
    "scans.submit": ({ text }) => {
      const scan = readScan(text);
      if (!scan.ok) return ok(null);
      if (route === "pick") pick.scan(scan.value);
      else if (route === "pack") pack.scan(scan.value);
      else bridge.emit("scanned", { raw: text, kind: scan.value.kind, value: text });
      return ok(null);
    },
  });
  return { setPrinter: pack.setPrinter };
}

function counter(prefix: string): () => string {
  let count = 0;
  return () => `${prefix}-${(count += 1)}`;
}
