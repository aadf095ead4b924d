import { useState } from "react";
import type { TransferRow } from "#shared/bridge/exception-types.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ReceiveForm } from "./receive-form.tsx";
import { movesText } from "./text.ts";

/** What comes to this station: the transfer in hand, the others beside it. */
export function Arriving({ transfers }: { readonly transfers: readonly TransferRow[] }) {
  const format = useFormat();
  const now = useNow();
  const open = transfers.filter((row) => row.direction === "in" && row.isOpen);
  const [chosen, setChosen] = useState<string>();
  const [received, setReceived] = useState<string>();
  const inHand = open.find((row) => row.transferId === chosen) ?? open[0];
  return (
    <div className="stack">
      {received !== undefined && (
        <Notice
          tone="ok"
          speak="soon"
          actions={
            <Button size="small" onPress={() => setReceived(undefined)}>
              {movesText.gotIt}
            </Button>
          }
        >
          {received}
        </Notice>
      )}
      {!inHand && (
        <Card>
          <EmptyState title={movesText.noneArriving} detail={movesText.noneArrivingDetail} />
        </Card>
      )}
      {inHand && (
        <div className="moves">
          <ReceiveForm key={`${inHand.transferId}/${inHand.receivedAt}`} transfer={inHand} onReceived={setReceived} />
          <div className="moves-side">
            {open
              .filter((row) => row !== inHand)
              .map((row) => (
                <Card key={row.transferId} title={movesText.transfer(format.count(row.number), row.other)}>
                  <p className="soft">{movesText.sentBy(row.who, format.recordTime(row.sentAt, now))}</p>
                  <Button size="small" onPress={() => setChosen(row.transferId)}>
                    {movesText.receive}
                  </Button>
                </Card>
              ))}
          </div>
        </div>
      )}
    </div>
  );
}

/** What left this station: still on its way, or what the other one said came. */
export function OnTheWay({ transfers }: { readonly transfers: readonly TransferRow[] }) {
  const format = useFormat();
  const now = useNow();
  const out = transfers.filter((row) => row.direction === "out");
  if (out.length === 0) {
    return (
      <Card>
        <EmptyState title={movesText.noneOut} detail={movesText.noneOutDetail} />
      </Card>
    );
  }
  return (
    <div className="stack">
      {out.map((row) => (
        <Card key={row.transferId} title={movesText.outgoing(format.count(row.number), row.other)}>
          <p className="soft">{movesText.sentBy(row.who, format.recordTime(row.sentAt, now))}</p>
          <div className="receive-lines" role="table" aria-label={movesText.outgoing(String(row.number), row.other)}>
            <div className="sent-line edit-head" role="row">
              <span role="columnheader">{movesText.sku}</span>
              <span role="columnheader">{movesText.itemColumn}</span>
              <span role="columnheader" className="figure">
                {movesText.sentOut}
              </span>
              <span role="columnheader" className="figure">
                {movesText.cameOut}
              </span>
              <span role="columnheader" className="figure">
                {movesText.missingOut}
              </span>
            </div>
            {row.lines.map(({ sku, name, sent, received, missing }) => (
              <div key={sku} className="sent-line" role="row">
                <span role="cell" className="code">
                  {sku}
                </span>
                <bdi role="cell" className="item-name clip">
                  {name}
                </bdi>
                <span role="cell" className="figure">
                  {format.count(sent)}
                </span>
                <span role="cell" className="figure">
                  {received - missing === 0 ? "–" : format.count(received - missing)}
                </span>
                <span role="cell" className={missing > 0 ? "figure order-short" : "figure soft"}>
                  {missing === 0 ? "–" : format.count(missing)}
                </span>
              </div>
            ))}
          </div>
        </Card>
      ))}
    </div>
  );
}
