import { binText } from "../../app/bin-text.ts";
import { useFormat } from "../../app/use-format.ts";
import { api } from "../../bridge/api.ts";
import { Card } from "../../ui/card.tsx";
import { DefinitionList } from "../../ui/definition-list.tsx";
import { movesText } from "./text.ts";

/** The bins of an item, and how much of what lies there this station may move. */
export function WhereItLies({ sku }: { readonly sku: string }) {
  const format = useFormat();
  const { data } = api.useItemStandingQuery({ sku }, { skip: sku === "" });
  const isIt = data !== undefined && data.sku === sku;
  return (
    <Card title={sku === "" ? movesText.where : `${movesText.where}: ${sku}`}>
      {sku === "" && <p className="soft">{movesText.whereNone}</p>}
      {isIt && (
        <DefinitionList
          entries={data.bins.map(({ bin, site, units, mine }) => ({
            term: binText(bin, site),
            value: movesText.inBin(format.count(units), format.count(mine)),
          }))}
        />
      )}
    </Card>
  );
}
