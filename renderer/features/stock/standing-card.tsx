import { IconClipboardCheck, IconTransfer } from "@tabler/icons-react";
import type { ItemRow } from "#shared/bridge/types.ts";
import { binText } from "../../app/bin-text.ts";
import { went } from "../../app/place.ts";
import { useAppDispatch } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { api } from "../../bridge/api.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DefinitionList } from "../../ui/definition-list.tsx";
import type { Definition } from "../../ui/definition-list.tsx";
import { Notice } from "../../ui/notice.tsx";
import { standingText, whyWords } from "./standing-text.ts";

const shownBackorders = 6;

/** What this station may still promise of one item, what it sold as a backorder, and why. */
export function StandingCard({ item, onCount }: { readonly item: ItemRow; readonly onCount: () => void }) {
  const dispatch = useAppDispatch();
  const format = useFormat();
  const { data } = api.useItemStandingQuery({ sku: item.sku });
  if (data?.sku !== item.sku) return <Card title={item.sku}>{standingText.loading}</Card>;
  const why = whyWords(data, format);
  const owed = data.owed.reduce((sum, { units }) => sum + units, 0);
  const elsewhere: readonly Definition[] = data.elsewhere.map(({ name, units }) => ({
    term: standingText.mayPromise(name),
    value: format.count(units),
    isSoft: true,
  }));
  return (
    <Card title={item.sku} className="standing">
      <p className="standing-name">
        <bdi>{item.name}</bdi>
      </p>
      <DefinitionList
        entries={[
          { term: standingText.onHand, value: format.count(data.onHand) },
          { term: standingText.promised, value: format.count(data.promised) },
          ...elsewhere,
        ]}
        total={{ term: standingText.here, value: format.count(data.mayPromise) }}
      />
      {why !== "" && <p className="soft">{why}</p>}
      {owed > 0 && <Notice tone="extra">{standingText.owed(format.count(owed))}</Notice>}
      {(data.bins.length > 1 || data.bins.some(({ site }) => site !== "")) && (
        <DefinitionList
          entries={data.bins.map(({ bin, site, units, promised }) => ({
            term: binText(bin === "" ? standingText.noBin : bin, site),
            value: standingText.inBin(format.count(units), format.count(promised)),
          }))}
        />
      )}
      {data.backorders.length > 0 && (
        <div className="stack">
          <h3 className="section-head">{standingText.backorders}</h3>
          {data.backorders.slice(0, shownBackorders).map(({ orderId, number, units }) => (
            <div key={orderId} className="row">
              <Button size="small" onPress={() => dispatch(went({ kind: "order", orderId }))}>
                {number}
              </Button>
              <span className="grow" />
              <span>{standingText.short(format.count(units))}</span>
            </div>
          ))}
          {data.backorders.length > shownBackorders && (
            <span className="soft">{standingText.more(format.count(data.backorders.length - shownBackorders))}</span>
          )}
        </div>
      )}
      <Button icon={IconClipboardCheck} keys={["C"]} onPress={onCount}>
        {standingText.count}
      </Button>
      <Button icon={IconTransfer} keys={["G", "M"]} onPress={() => dispatch(went({ kind: "moves" }))}>
        {standingText.move}
      </Button>
    </Card>
  );
}
