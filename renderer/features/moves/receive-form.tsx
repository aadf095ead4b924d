import { useState } from "react";
import type { TransferRow } from "#shared/bridge/exception-types.ts";
import { useCommands } from "../../app/commands.tsx";
import { refusalWords } from "../../app/refusal-words.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Notice } from "../../ui/notice.tsx";
import { TextField } from "../../ui/text-field.tsx";
import {
  type ArrivedBySku,
  type ArrivalProblem,
  allArrived,
  arrivalOf,
  arrivedUnits,
  nothingArrived,
} from "./arrivals.ts";
import { movesText, moveRefusals } from "./text.ts";
import { useNewest } from "./use-newest.ts";
import { useScanned } from "./use-scanned.ts";

export interface ReceiveFormProps {
  readonly transfer: TransferRow;
  /** Told in words what was received. */
  readonly onReceived: (words: string) => void;
}

/** Second half of a transfer: what of it came, and in which bins it lies now. */
export function ReceiveForm({ transfer, onReceived }: ReceiveFormProps) {
  const format = useFormat();
  const today = useNow();
  const { value: arrived, put: change, now: arrivedNow } = useNewest<ArrivedBySku>(() => nothingArrived(transfer));
  const { value: lastSku, put: putLast, now: lastNow } = useNewest<string>("");
  const [isRestMissing, setRestMissing] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const lines = transfer.lines.filter((line) => line.received < line.sent);
  const put = (sku: string, part: { readonly units?: string; readonly bin?: string }) => {
    setTrouble(undefined);
    change((before) => ({ ...before, [sku]: { units: "", bin: "", ...before[sku], ...part } }));
  };

  const receive = async () => {
    const arrival = arrivalOf(transfer, arrivedNow(), isRestMissing);
    if ("kind" in arrival) return setTrouble(problemWords(arrival));
    const reply = await ask("stock.receive", {
      transferId: transfer.transferId,
      lines: [...arrival.lines],
      missing: [...arrival.missing],
    });
    if (!reply.ok) return setTrouble(refusalWords<"stock.receive">(moveRefusals, reply.error));
    const lost = arrival.missing.reduce((sum, { quantity }) => sum + quantity, 0);
    const came = arrival.lines.reduce((sum, { quantity }) => sum + quantity, 0);
    const words = [movesText.received(format.count(came)), lost > 0 ? movesText.difference(format.count(lost)) : ""];
    onReceived(words.filter(Boolean).join(" "));
  };
  useScanned(
    (scan) => {
      if (scan.kind === "bin") {
        if (lastNow() !== "") put(lastNow(), { bin: scan.bin });
        return;
      }
      if (!lines.some((line) => line.sku === scan.sku)) return setTrouble(movesText.notInIt(scan.sku));
      putLast(() => scan.sku);
      put(scan.sku, { units: String((arrivedUnits(arrivedNow()[scan.sku]?.units ?? "") ?? 0) + 1) });
    },
    (code) => setTrouble(movesText.notInIt(code)),
  );
  useCommands(movesText.arriving, [
    {
      id: "transfer-receive",
      label: movesText.receive,
      shortcut: "ctrl+enter",
      hint: movesText.receive,
      run: () => void receive(),
    },
    {
      id: "transfer-all",
      label: movesText.allCame,
      shortcut: "a",
      hint: movesText.allCame,
      run: () => change((before) => allArrived(transfer, before)),
    },
  ]);
  return (
    <Card title={movesText.transfer(format.count(transfer.number), transfer.other)}>
      <div className="stack">
        <p className="soft">{movesText.sentBy(transfer.who, format.recordTime(transfer.sentAt, today))}</p>
        <div
          className="receive-lines"
          role="table"
          aria-label={movesText.transfer(String(transfer.number), transfer.other)}
        >
          <div className="receive-line edit-head" role="row">
            <span role="columnheader">{movesText.sku}</span>
            <span role="columnheader">{movesText.itemColumn}</span>
            <span role="columnheader" className="figure">
              {movesText.sentColumn}
            </span>
            <span role="columnheader" className="figure">
              {movesText.cameNow}
            </span>
            <span role="columnheader">{movesText.bin}</span>
          </div>
          {lines.map(({ sku, name, sent, received }) => (
            <div key={sku} className="receive-line" role="row" data-current={sku === lastSku || undefined}>
              <span role="cell" className="code">
                {sku}
              </span>
              <bdi role="cell" className="item-name clip">
                {name}
              </bdi>
              <span role="cell" className="figure">
                {format.count(sent - received)}
              </span>
              <TextField
                label={movesText.cameOf(sku)}
                isLabelHidden
                align="end"
                inputMode="numeric"
                placeholder="–"
                value={arrived[sku]?.units ?? ""}
                onChange={(units) => put(sku, { units })}
              />
              <TextField
                label={movesText.binOf(sku)}
                isLabelHidden
                value={arrived[sku]?.bin ?? ""}
                onChange={(bin) => put(sku, { bin })}
              />
            </div>
          ))}
        </div>
        <Checkbox isSelected={isRestMissing} onChange={setRestMissing}>
          {movesText.restMissing}
        </Checkbox>
        <p className="soft small">{isRestMissing ? movesText.restLost : movesText.restWaits}</p>
        {trouble !== undefined && (
          <Notice tone="wrong" speak="now">
            {trouble}
          </Notice>
        )}
        <div className="row">
          <p className="soft grow">{movesText.receiveHint}</p>
          <Button keys={["A"]} onPress={() => change((before) => allArrived(transfer, before))}>
            {movesText.allCame}
          </Button>
          <Button kind="primary" keys={["Ctrl", "Enter"]} onPress={() => void receive()}>
            {movesText.receive}
          </Button>
        </div>
      </div>
    </Card>
  );
}

function problemWords(problem: ArrivalProblem): string {
  switch (problem.kind) {
    case "none":
      return movesText.nothingCame;
    case "too-many":
      return movesText.tooMany(problem.sku);
    case "no-bin":
      return `${problem.sku}: ${movesText.toMissing}`;
    case "not-a-number":
      return `${problem.sku}: ${movesText.quantityProblem}`;
  }
}
