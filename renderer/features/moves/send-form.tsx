import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { TransferPage } from "#shared/bridge/exception-types.ts";
import { useCommands } from "../../app/commands.tsx";
import { refusalWords } from "../../app/refusal-words.ts";
import { useFormat } from "../../app/use-format.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Glyph } from "../../ui/glyph.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { type GoodsEntry, missingIn, noGoods, unitsOf, withScan } from "./goods-entry.ts";
import { GoodsFields, useFieldsHand } from "./goods-fields.tsx";
import { missingWords } from "./move-form.tsx";
import { movesText, moveRefusals } from "./text.ts";
import { useNewest } from "./use-newest.ts";
import { useScanned } from "./use-scanned.ts";
import { WhereItLies } from "./where-it-lies.tsx";

/** First half of a transfer: what leaves for another station. */
export function SendForm({ stations }: { readonly stations: TransferPage["stations"] }) {
  if (stations.length === 0) {
    return (
      <Card>
        <EmptyState title={movesText.noStations} detail={movesText.noStationsDetail} />
      </Card>
    );
  }
  return <SendTo stations={stations} />;
}

function SendTo({ stations }: { readonly stations: TransferPage["stations"] }) {
  const format = useFormat();
  const fields = useFieldsHand();
  const [to, setTo] = useState<string | undefined>(stations.length === 1 ? stations[0]?.stationId : undefined);
  const { value: entry, put, now } = useNewest<GoodsEntry>(noGoods);
  const { value: lines, put: putLines, now: linesNow } = useNewest<readonly GoodsEntry[]>([]);
  const [trouble, setTrouble] = useState<string>();
  const [sent, setSent] = useState<string>();

  const add = (whole: GoodsEntry): readonly GoodsEntry[] | undefined => {
    const missing = missingIn(whole, false);
    if (missing !== undefined) {
      setTrouble(missingWords[missing]);
      fields.focus(missing);
      return undefined;
    }
    const next = putLines((before) => [...before, { ...whole, bin: whole.bin.trim() }]);
    setTrouble(undefined);
    setSent(undefined);
    // The next item mostly lies in the same bin or the next one.
    put(() => ({ ...noGoods, bin: whole.bin }));
    fields.focus("item");
    return next;
  };
  const send = async () => {
    // A line that was not added yet belongs to it too.
    const all = now().sku === "" ? linesNow() : add(now());
    if (!all) return;
    if (all.length === 0) return setTrouble(movesText.noLines);
    if (to === undefined) return setTrouble(movesText.stationMissing);
    const reply = await ask("stock.send", {
      to,
      lines: all.map(({ sku, bin, quantity }) => ({ sku, bin, quantity: unitsOf(quantity) ?? 0 })),
    });
    if (!reply.ok) return setTrouble(refusalWords<"stock.send">(moveRefusals, reply.error));
    putLines(() => []);
    put(() => noGoods);
    setTrouble(undefined);
    setSent(movesText.sent(stations.find((each) => each.stationId === to)?.name ?? ""));
    fields.focus("bin");
  };
  useScanned(
    (scan) => {
      setTrouble(undefined);
      // A new bin or another item begins the next line; what stands there is added first.
      const { sku } = now();
      const isNext = sku !== "" && (scan.kind === "bin" || scan.sku !== sku);
      if (isNext && !add(now())) return;
      put((before) => withScan(before, scan, false));
    },
    (code) => setTrouble(movesText.noItem(code)),
  );
  useCommands(movesText.send, [
    {
      id: "transfer-send",
      label: movesText.sendAll,
      shortcut: "ctrl+enter",
      hint: movesText.sendAll,
      run: () => void send(),
    },
  ]);
  return (
    <div className="moves">
      <Card>
        <div className="stack">
          <Select
            label={movesText.station}
            choices={stations.map(({ stationId, name }) => ({ id: stationId, label: name }))}
            selected={to}
            onSelect={setTo}
          />
          <GoodsFields
            entry={entry}
            onChange={(part) => {
              setTrouble(undefined);
              put((before) => ({ ...before, ...part }));
            }}
            goesToBin={false}
            onWhole={() => void add(now())}
            fields={fields}
            onTrouble={setTrouble}
          />
          {trouble !== undefined && (
            <Notice tone="wrong" speak="now">
              {trouble}
            </Notice>
          )}
          {sent !== undefined && (
            <Notice tone="ok" speak="soon">
              {sent}
            </Notice>
          )}
          <ul className="moves-lines" aria-label={movesText.lines}>
            {lines.length === 0 && <li className="soft">{movesText.noLines}</li>}
            {lines.map((line, place) => (
              <li key={`${line.sku}/${place}`} className="row">
                <span className="code">{line.sku}</span>
                <bdi className="grow clip item-name">{line.name}</bdi>
                <span>{line.bin}</span>
                <b>{format.count(unitsOf(line.quantity) ?? 0)}</b>
                <button
                  type="button"
                  className="edit-remove"
                  aria-label={movesText.remove(line.sku)}
                  onClick={() => putLines((before) => before.filter((_, at) => at !== place))}
                >
                  <Glyph icon={IconX} size={15} />
                </button>
              </li>
            ))}
          </ul>
          <div className="row">
            <p className="soft grow">{movesText.sendHint}</p>
            <Button keys={["Enter"]} onPress={() => void add(now())}>
              {movesText.add}
            </Button>
            <Button kind="primary" keys={["Ctrl", "Enter"]} onPress={() => void send()}>
              {movesText.sendAll}
            </Button>
          </div>
        </div>
      </Card>
      <div className="moves-side">
        <WhereItLies sku={entry.sku} />
      </div>
    </div>
  );
}
