import { useState } from "react";
import type { ChannelPage, ChannelRow } from "#shared/bridge/sync-types.ts";
import type { BridgeRefusal } from "#shared/bridge/contract.ts";
import { channelText as channelNames } from "../orders/order-text.ts";
import { ReasonDialog } from "../../app/reason-dialog.tsx";
import { refusalWords } from "../../app/refusal-words.ts";
import { useFormat } from "../../app/use-format.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { LoadingRows } from "../../ui/loading-rows.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RadioGroup } from "../../ui/radio-group.tsx";
import { Select } from "../../ui/select.tsx";
import { benchChoices, channelRefusals, channelsText, poolChoices, standingText } from "./channels-text.ts";

type Refused = (words: string | undefined) => void;

/** Which channels' orders this station takes in, and what it shares with the others. */
export function ChannelsCard({ isLead }: { readonly isLead: boolean }) {
  const { data: page } = api.useChannelsQuery({});
  const [refusal, setRefusal] = useState<string>();
  return (
    <Card title={channelsText.title}>
      <p className="soft">{channelsText.detail}</p>
      {refusal !== undefined && (
        <Notice tone="wrong" speak="now">
          {refusal}
        </Notice>
      )}
      {page ? (
        <>
          <ul className="sync-channels">
            {page.channels.map((row) => (
              <Channel key={row.channel} row={row} page={page} isLead={isLead} onRefused={setRefusal} />
            ))}
          </ul>
          <SharingForm sharing={page.sharing} isLead={isLead} onRefused={setRefusal} />
        </>
      ) : (
        <LoadingRows label={channelsText.loading} rows={2} />
      )}
    </Card>
  );
}

function Channel({
  row,
  page,
  isLead,
  onRefused,
}: {
  readonly row: ChannelRow;
  readonly page: ChannelPage;
  readonly isLead: boolean;
  readonly onRefused: Refused;
}) {
  const format = useFormat();
  const [isReclaiming, setReclaiming] = useState(false);
  const { channel, standing } = row;
  const name = channelName(channel);
  const told = (reply: { readonly ok: true } | { readonly ok: false; readonly error: BridgeRefusal }) =>
    onRefused(reply.ok ? undefined : refusalWords<"channels.reclaim">(channelRefusals, reply.error as never));
  const pass = async (next: string) => told(await ask("channels.pass", { channel, next }));
  return (
    <li>
      <div className="row">
        <strong className="grow">{name}</strong>
        {standing !== "here" && standing !== "coming" && (
          <Button
            size="small"
            isDisabled={row.isAskedHere}
            onPress={() => void ask("channels.ask", { channel }).then(told)}
          >
            {row.isAskedHere ? channelsText.asked : channelsText.ask}
          </Button>
        )}
        {standing === "elsewhere" && (
          <Button size="small" isDisabled={!isLead} onPress={() => setReclaiming(true)}>
            {channelsText.reclaim}
          </Button>
        )}
        {standing === "here" && (
          <Select
            label={channelsText.pass}
            isLabelHidden
            shape="pill"
            placeholder={channelsText.pass}
            selected={undefined}
            choices={[
              { id: "", label: channelsText.passToAnybody },
              ...page.stations.map(({ stationId, name: label }) => ({ id: stationId, label })),
            ]}
            onSelect={(next) => void pass(next)}
          />
        )}
      </div>
      <p className="soft">{standingText[standing](row.holderName)}</p>
      {row.left > 0 && <p>{channelsText.left(format.count(row.left), standing)}</p>}
      {standing === "here" &&
        row.askedBy.map(({ stationId, name: asker }) => (
          <div key={stationId} className="row">
            <span className="grow">{channelsText.askedBy(asker)}</span>
            <Button size="small" onPress={() => void pass(stationId)}>
              {channelsText.passTo(asker)}
            </Button>
          </div>
        ))}
      <ReasonDialog
        isOpen={isReclaiming}
        title={channelsText.reclaimTitle(name, row.holderName)}
        detail={channelsText.reclaimDetail(row.holderName)}
        reason={channelsText.reason}
        placeholder={channelsText.reclaimReason}
        act={channelsText.reclaimAct}
        back={channelsText.back}
        onClose={() => setReclaiming(false)}
        onAct={async (reason) => {
          const reply = await ask("channels.reclaim", { channel, reason });
          return reply.ok ? undefined : refusalWords<"channels.reclaim">(channelRefusals, reply.error);
        }}
      />
    </li>
  );
}

function SharingForm({
  sharing,
  isLead,
  onRefused,
}: {
  readonly sharing: ChannelPage["sharing"];
  readonly isLead: boolean;
  readonly onRefused: Refused;
}) {
  const set = async (change: Partial<ChannelPage["sharing"]>) => {
    const reply = await ask("sync.configureSharing", { ...sharing, ...change });
    onRefused(reply.ok ? undefined : refusalWords<"sync.configureSharing">(channelRefusals, reply.error));
  };
  const shares = poolChoices(sharing.pooledPercent).map((choice) => ({ ...choice, isDisabled: !isLead }));
  return (
    <div className="sync-sharing">
      <RadioGroup
        label={channelsText.pooled}
        choices={shares}
        selected={String(sharing.pooledPercent)}
        onSelect={(percent) => void set({ pooledPercent: Number(percent) })}
      />
      <RadioGroup
        label={channelsText.packedAt}
        choices={benchChoices.map((choice) => ({ ...choice, isDisabled: !isLead }))}
        selected={sharing.packedAt}
        onSelect={(packedAt) => void set({ packedAt })}
      />
      {!isLead && <p className="soft">{channelsText.onlyLead}</p>}
    </div>
  );
}

function channelName(channel: string): string {
  return (channelNames as Readonly<Record<string, string>>)[channel] ?? channel;
}
