import { useState } from "react";
import { useCommands } from "../../app/commands.tsx";
import { refusalWords } from "../../app/refusal-words.ts";
import { useFormat } from "../../app/use-format.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { type GoodsEntry, type Missing, missingIn, noGoods, unitsOf, withScan } from "./goods-entry.ts";
import { GoodsFields, useFieldsHand } from "./goods-fields.tsx";
import { movesText, moveRefusals } from "./text.ts";
import { useNewest } from "./use-newest.ts";
import { useScanned } from "./use-scanned.ts";
import { WhereItLies } from "./where-it-lies.tsx";

export const missingWords: Readonly<Record<Missing, string>> = {
  bin: movesText.binMissing,
  item: movesText.itemMissing,
  quantity: movesText.quantityProblem,
  to: movesText.toMissing,
};

const shownDone = 8;

/** Units from one bin to another, by scanner alone or by keyboard alone. */
export function MoveForm() {
  const format = useFormat();
  const fields = useFieldsHand();
  const { value: entry, put, now } = useNewest<GoodsEntry>(noGoods);
  const [trouble, setTrouble] = useState<string>();
  const [done, setDone] = useState<readonly string[]>([]);

  const save = async (whole: GoodsEntry) => {
    const missing = missingIn(whole, true);
    const quantity = unitsOf(whole.quantity);
    if (missing !== undefined || quantity === undefined) {
      setTrouble(missingWords[missing ?? "quantity"]);
      return fields.focus(missing ?? "quantity");
    }
    const [from, to] = [whole.bin.trim(), whole.to.trim()];
    const reply = await ask("stock.relocate", { sku: whole.sku, from, to, quantity, reason: "" });
    if (!reply.ok) return setTrouble(refusalWords<"stock.relocate">(moveRefusals, reply.error));
    setTrouble(undefined);
    put(() => noGoods);
    setDone((before) => [movesText.moved(format.count(quantity), whole.sku, from, to), ...before].slice(0, shownDone));
    fields.focus("bin");
  };
  useScanned(
    (scan) => {
      const next = put((before) => withScan(before, scan, true));
      setTrouble(undefined);
      // The scan of the other bin ends it: nobody has to let go of the scanner.
      return scan.kind === "bin" && next.to !== "" && missingIn(next, true) === undefined ? save(next) : undefined;
    },
    (code) => setTrouble(movesText.noItem(code)),
  );
  useCommands(movesText.between, [
    {
      id: "move-save",
      label: movesText.move,
      shortcut: "ctrl+enter",
      hint: movesText.move,
      run: () => void save(now()),
    },
    {
      id: "move-clear",
      label: movesText.clear,
      run: () => {
        put(() => noGoods);
        setTrouble(undefined);
        fields.focus("bin");
      },
    },
  ]);
  return (
    <div className="moves">
      <Card>
        <div className="stack">
          <GoodsFields
            entry={entry}
            onChange={(part) => {
              setTrouble(undefined);
              put((before) => ({ ...before, ...part }));
            }}
            goesToBin
            onWhole={() => void save(now())}
            fields={fields}
            onTrouble={setTrouble}
          />
          {trouble !== undefined && (
            <Notice tone="wrong" speak="now">
              {trouble}
            </Notice>
          )}
          <div className="row">
            <p className="soft grow">{movesText.hint}</p>
            <Button kind="primary" keys={["Ctrl", "Enter"]} onPress={() => void save(now())}>
              {movesText.move}
            </Button>
          </div>
        </div>
      </Card>
      <div className="moves-side">
        <WhereItLies sku={entry.sku} />
        <Card title={movesText.done}>
          <ul role="status" aria-label={movesText.done}>
            {done.length === 0 && <li className="soft">{movesText.noneDone}</li>}
            {done.map((words, place) => (
              <li key={`${done.length - place}`}>{words}</li>
            ))}
          </ul>
        </Card>
      </div>
    </div>
  );
}
