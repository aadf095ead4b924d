import { type CsvOptions, readCsv, readHeader } from "#main/adapters/files/csv-reader.ts";
import { type CatalogueEntry, createCatalogueReader } from "#shared/importing/catalogue.ts";
import type { FileRefusal } from "#shared/importing/file-refusal.ts";
import { toFileRows } from "#shared/importing/file-row.ts";
import { createOrderGrouper, createOrderSurvey } from "#shared/importing/order-groups.ts";
import { type HeaderRefusal, recognise } from "#shared/importing/recognise.ts";
import type { RowProblem } from "#shared/importing/row-problem.ts";
import { type OrderOutcome, readOrders } from "#shared/importing/shopify.ts";

/** A whole file brought in as the application does it: header, survey, then the rows, in batches. */
export async function importOrders(
  path: string,
  knows: ((sku: string) => boolean) | undefined,
  options: CsvOptions = {},
): Promise<{ readonly outcomes: OrderOutcome[]; readonly refusal: FileRefusal | HeaderRefusal | undefined }> {
  const header = await readHeader(path, options);
  if (!header.ok) return { outcomes: [], refusal: header.error };
  const known = recognise(header.value.cells);
  if (!known.ok) return { outcomes: [], refusal: known.error };
  const { names } = known.value;
  const surveyor = createOrderSurvey();
  for await (const event of readCsv(path, options)) {
    if (event.kind === "rows") toFileRows(event.rows, names).forEach(surveyor.add);
  }
  const survey = surveyor.finish();
  const grouper = createOrderGrouper(survey);
  const context = { file: path, knows, repeatedIds: survey.repeatedIds };
  const outcomes: OrderOutcome[] = [];
  let refusal: FileRefusal | undefined;
  for await (const event of readCsv(path, { ...options, same: header.value })) {
    if (event.kind === "rows") {
      for (const row of toFileRows(event.rows, names)) {
        outcomes.push(...grouper.add(row).flatMap((group) => readOrders(group, context)));
      }
    } else if (event.kind === "stopped") refusal = event.refusal;
  }
  const rest = grouper.finish(refusal ? "broken-off" : "whole");
  outcomes.push(...rest.flatMap((group) => readOrders(group, context)));
  return { outcomes, refusal };
}

export async function importCatalogue(
  path: string,
): Promise<{ readonly entries: CatalogueEntry[]; readonly problems: RowProblem[] }> {
  const header = await readHeader(path);
  const known = header.ok ? recognise(header.value.cells) : undefined;
  if (!known?.ok) throw new Error("a test gives a catalogue");
  const reader = createCatalogueReader(() => undefined);
  const entries: CatalogueEntry[] = [];
  const problems: RowProblem[] = [];
  for await (const event of readCsv(path)) {
    if (event.kind !== "rows") continue;
    for (const row of toFileRows(event.rows, known.value.names)) {
      const reading = reader.read(row);
      if (reading.ok) entries.push(reading.value);
      else problems.push(...reading.error);
    }
  }
  return { entries, problems };
}
