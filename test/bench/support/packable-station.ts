import { join, resolve } from "node:path";
import { draft } from "#shared/facts/kinds.ts";
import { begin, configure } from "#main/features/people.ts";
import { settingsOf } from "#main/features/station-context.ts";
import { openStation } from "#main/station.ts";
import { orderContent } from "./made-orders.ts";

const assets = resolve(import.meta.dirname, "../../../assets");

/** A station whose tote T-01 holds one picked order: one line of many units, and others beside it. Returns that line's SKU. */
export async function packableStation(
  folder: string,
  wanted: { readonly units: number; readonly lines: number; readonly scannerPath: string },
): Promise<string> {
  const station = await openStation({
    directory: join(folder, "store"),
    assets,
    clock: Date.now,
    emit: () => undefined,
  });
  const { context, round, scans } = station;
  await begin(context, { mode: "empty", stationName: "Bench", letters: "A", personName: "Ann", pin: "1234" });
  await configure(context, { settings: { ...settingsOf(context), scannerPath: wanted.scannerPath } });
  const content = orderContent(1);
  const [template] = content.lines;
  if (!template) throw new Error("An order has lines");
  const lines = Array.from({ length: wanted.lines }, (_, index) => ({
    ...template,
    lineId: String(index + 1),
    sku: `PACK${index}`,
    name: `Thing to pack ${index}`,
    quantity: index === 0 ? wanted.units : 3,
  }));
  await context.log.act("system", (act) => {
    for (const line of lines) {
      const item = {
        sku: line.sku,
        name: line.name,
        price: line.unitPrice,
        currency: "GBP",
        barcode: "",
        weightGrams: 100,
        lengthMillimetres: 0,
        widthMillimetres: 0,
        heightMillimetres: 0,
        bin: "A-1-1",
      };
      const move = { sku: line.sku, from: "adjustment", to: "bin/A-1-1", quantity: 10_000 };
      act.append([
        draft(`item/${line.sku}`, "item.defined", { item }),
        draft(`item/${line.sku}`, "stock.moved", { moves: [move], reason: "count", stated: [] }),
      ]);
    }
    const orderId = act.newId();
    act.append([draft(`order/${orderId}`, "order.placed", { orderId, content: { ...content, lines } })]);
    const allocations = lines.map((line) => ({
      lineId: line.lineId,
      sku: line.sku,
      place: "bin/A-1-1",
      quantity: line.quantity,
    }));
    act.append([draft(`order/${orderId}`, "order.released", { orderId, allocations, backorders: [] })]);
  });
  await round.take();
  scans.route("pick");
  await scans.take("HF-BIN.A-1-1");
  for (const line of lines) {
    for (let left = line.quantity; left > 0; left -= 99) {
      await scans.take(`HF-CMD.QTY.${Math.min(left, 99)}`);
      await scans.take(line.sku);
    }
  }
  await station.close();
  return lines[0]?.sku ?? "";
}
