import type { ImportCounts } from "#shared/facts/kinds/importing.ts";
import { createCatalogueReader } from "#shared/importing/catalogue.ts";
import { catalogueColumns } from "#shared/importing/columns.ts";
import { canonicalRows, type FileRow, type SourceRow, toFileRows } from "#shared/importing/file-row.ts";
import { toSetAside } from "#shared/importing/mend.ts";
import {
  createOrderGrouper,
  createOrderSurvey,
  type OrderGroup,
  type OrderSurvey,
} from "#shared/importing/order-groups.ts";
import type { RowProblem } from "#shared/importing/row-problem.ts";
import { type OrderOutcome, readOrders } from "#shared/importing/shopify.ts";
import { draft } from "#shared/facts/kinds.ts";
import { must } from "#shared/kernel/result.ts";
import { barcodeOwner, countItems, knowsSku, nearSkus } from "../store/item-list.ts";
import { actAsPerson, type StationContext, stationNameOf } from "./station-context.ts";
import { waitingSetAsideOf } from "../store/work-list.ts";
import { scopeOf } from "../sync/sync-tables.ts";
import { keepSetAside, numberTaken, setAsideIdOf, takeInItem, takeInOrder } from "./take-in.ts";

/** What a reader needs from the import around it. */
export interface Intake {
  readonly context: StationContext;
  readonly importId: string;
  readonly file: string;
  /** Column names of the file, known ones by canonical name. */
  readonly names: readonly string[];
  readonly count: (change: Partial<ImportCounts>) => void;
  readonly notice: (words: string) => void;
}

/** Goes through a file once or twice; each batch of rows is on disk when `rows` resolves. */
export interface FileReader {
  readonly passes: readonly { readonly rows: (rows: readonly SourceRow[]) => Promise<void> }[];
  readonly rowsTotal: () => number | null;
  readonly finish: (ending: "whole" | "broken-off") => Promise<void>;
}

export function catalogueReader(intake: Intake): FileReader {
  const { context, importId, file } = intake;
  const reader = createCatalogueReader((barcode) => barcodeOwner(context.statements, barcode));
  const take = (row: FileRow): Promise<void> => {
    const entry = reader.read(row);
    return actAsPerson(context, (act) => {
      if (!entry.ok) {
        const digestInput = canonicalRows([row], catalogueColumns);
        return keep([row], entry.error, digestInput);
      }
      entry.value.notices.forEach((each) => intake.notice(`Line ${each.line}: ${each.message}`));
      const taken = takeInItem(act, entry.value, scopeOf(context.statements).site);
      return taken === "unchanged" ? { itemsUnchanged: 1 } : { items: 1 };

      function keep(rows: readonly FileRow[], problems: readonly RowProblem[], digest: string): Partial<ImportCounts> {
        const origin = { setAsideId: setAsideIdOf("catalogue", digest), file, kind: "catalogue" as const };
        return keepSetAside(act, importId, toSetAside(rows, problems, origin)) === "new" ? { setAside: 1 } : {};
      }
    }).then((change) => intake.count(change));
  };
  return {
    passes: [
      {
        rows: async (source) => {
          const rows = toFileRows(source, intake.names);
          intake.count({ rows: rows.length });
          // Queued in one turn, so that a whole batch shares one commit.
          await Promise.all(rows.map(take));
        },
      },
    ],
    rowsTotal: () => null,
    finish: () => Promise.resolve(),
  };
}

export function orderReader(intake: Intake): FileReader {
  const { statements } = intake.context;
  const surveyor = createOrderSurvey();
  const told = new Set<string>();
  let survey: OrderSurvey | undefined;
  let grouper: ReturnType<typeof createOrderGrouper> | undefined;
  const hasCatalogue = countItems(statements) > 0;
  const takeGroups = async (groups: readonly OrderGroup[]): Promise<void> => {
    const known = must(survey, "the first pass has ended");
    const outcomes = groups.flatMap((group) =>
      readOrders(group, {
        file: intake.file,
        repeatedIds: known.repeatedIds,
        knows: hasCatalogue ? (sku) => knowsSku(statements, sku) : undefined,
        nearest: (sku) => nearSkus(statements, sku),
        numberTaken: numberTaken(statements),
      }),
    );
    await Promise.all(outcomes.map((outcome) => takeOutcome(intake, outcome, told)));
  };
  return {
    passes: [
      {
        rows: async (source) => {
          for (const row of toFileRows(source, intake.names)) surveyor.add(row);
        },
      },
      {
        rows: async (source) => {
          survey ??= surveyor.finish();
          grouper ??= createOrderGrouper(survey);
          const open = grouper;
          const rows = toFileRows(source, intake.names);
          intake.count({ rows: rows.length });
          await takeGroups(rows.flatMap((row) => open.add(row)));
        },
      },
    ],
    rowsTotal: () => {
      survey ??= surveyor.finish();
      return survey.rows;
    },
    finish: async (ending) => {
      if (grouper) await takeGroups(grouper.finish(ending));
    },
  };
}

/** Said once for a file, whose orders all share their channel. */
function leftWords(holder: string): string {
  return holder === ""
    ? "No station takes in the orders of this shop yet, so these wait at the hub. This station has asked to: see Sync."
    : `${holder} takes in the orders of this shop, so these wait for it. To take them in here, ask for the shop on the Sync page.`;
}

async function takeOutcome(intake: Intake, outcome: OrderOutcome, told: Set<string>): Promise<void> {
  const { context, importId, file } = intake;
  if (outcome.kind === "set-aside") {
    const setAsideId = setAsideIdOf("shopify-orders", outcome.digestInput);
    const record = toSetAside(outcome.rows, outcome.problems, { setAsideId, file, kind: "shopify-orders" });
    const kept = await actAsPerson(context, (act) => keepSetAside(act, importId, record));
    return intake.count(kept === "new" ? { setAside: outcome.problems.length } : { alreadyHere: 1 });
  }
  const taken = await actAsPerson(context, (act) => {
    const result = takeInOrder(act, outcome.order, scopeOf(context.statements));
    // Rows of it that an earlier, broken file had set aside are of no use any more.
    for (const setAsideId of waitingSetAsideOf(context.statements, outcome.order.externalId)) {
      act.append([draft(`import/${importId}`, "import.rowsSettled", { setAsideId, outcome: "mended" })]);
    }
    return result;
  });
  switch (taken.kind) {
    case "new":
      if (taken.left) {
        const words = leftWords(taken.left.holder === "" ? "" : stationNameOf(context, taken.left.holder));
        if (!told.has(words)) intake.notice(words);
        told.add(words);
      }
      outcome.order.notices.forEach((each) => intake.notice(`Line ${each.line}: ${each.message}`));
      return intake.count({
        newOrders: 1,
        newUnits: taken.units,
        onHold: taken.standing === "on-hold" ? 1 : 0,
        notForPicking: taken.standing === "not-for-picking" ? 1 : 0,
      });
    case "already-here":
      return intake.count({ alreadyHere: 1 });
    case "changed":
      intake.notice(
        `Order ${taken.number} differs from the one that is here. Nothing was changed; look at it in the shop.`,
      );
      return intake.count({ changed: 1 });
  }
}
