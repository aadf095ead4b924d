import { IconAlertCircle, IconBasket, IconBox, IconPlayerPause } from "@tabler/icons-react";
import type { BenchState } from "#shared/bridge/types.ts";
import { expectedUnits, packedUnits } from "#shared/packing/pack-session-view.ts";
import { useFormat } from "../../app/use-format.ts";
import { ItemName } from "../../ui/bench/item-name.tsx";
import { Rail, type RailProps } from "../../ui/bench/rail.tsx";
import { useNow } from "../bench/use-now.ts";
import { boxes } from "../bench/verdict-words.ts";
import { labelStateText } from "./label-text.ts";
import { isLineDone, unitsInBox, type BenchSession } from "./pack-lines.ts";
import { packText } from "./text.ts";

export interface PackRailProps {
  readonly bench: BenchState;
  /** The line in hand, marked; undefined while a verdict is about something else. */
  readonly currentId: string | undefined;
  /** The line a long list stays at. */
  readonly anchorId: string | undefined;
}

/** What waits while the bench is idle; the order's lines while it is packed; its boxes once there are several to label. */
export function PackRail({ bench, currentId, anchorId }: PackRailProps) {
  const { session } = bench;
  if (!session) return <ReadyRail bench={bench} />;
  if (session.labels.length > 1) return <BoxRail session={session} />;
  return <LineRail session={session} currentId={currentId} anchorId={anchorId} />;
}

function ReadyRail({ bench: { ready, readyCount, halfPacked } }: { readonly bench: BenchState }) {
  const format = useFormat();
  const now = useNow();
  const isToday = (at: number) => new Date(at).toDateString() === new Date(now).toDateString();
  const dayOf = (at: number) => (isToday(at) ? packText.today : format.listTime(at, now));
  return (
    <Rail
      label={packText.readyToPack}
      heading={packText.readyToPack}
      summary={packText.orders(readyCount)}
      lines={ready.map((tote) => ({
        id: tote.orderId,
        name: packText.tote(tote.tote),
        detail: [tote.number, tote.shippingMethod, dayOf(tote.placedAt)].filter(Boolean).join(", "),
        lead: IconBasket,
        figure: format.count(tote.units),
        rest: tote.units === 1 ? "unit" : "units",
      }))}
      strip={halfPackedStrip(halfPacked) ?? (readyCount === 0 ? nothingReadyStrip : undefined)}
    />
  );
}

const nothingReadyStrip: RailProps["strip"] = {
  words: (
    <>
      <b>{packText.nothingReady}</b>
      <br />
      {packText.nothingReadyDetail}
    </>
  ),
  isCalm: true,
};

function halfPackedStrip(halfPacked: BenchState["halfPacked"]): RailProps["strip"] {
  const [first, ...others] = halfPacked;
  if (!first) return undefined;
  const words = (
    <>
      <b>{packText.halfPacked(first.number)}</b>
      {others.length > 0 && ` ${packText.moreHalfPacked(others.length)}`}
      <br />
      {packText.halfPackedDetail(first.tote, first.packed, first.units)}
    </>
  );
  return { icon: IconPlayerPause, words, isCalm: true };
}

function LineRail(props: { readonly session: BenchSession } & Omit<PackRailProps, "bench">) {
  const { view } = props.session;
  const { count } = useFormat();
  const heading = packText.unitsPacked(packedUnits(view), expectedUnits(view));
  const done = view.lines.filter(isLineDone).length;
  return (
    <Rail
      label={packText.lines}
      heading={heading}
      summary={
        heading.length > 16 ? packText.linesOf(done, view.lines.length) : packText.linesDone(done, view.lines.length)
      }
      lines={view.lines.map((line) => ({
        id: line.lineId,
        name: line.name,
        isDone: isLineDone(line),
        figure: count(line.packed),
        rest: packText.countOf(line.quantity),
      }))}
      currentId={props.currentId}
      anchorId={props.anchorId}
      strip={refusedStrip(view.refused)}
    />
  );
}

function refusedStrip(refused: BenchSession["view"]["refused"]): RailProps["strip"] {
  const last = refused.at(-1);
  if (!last) return undefined;
  const words = (
    <>
      {packText.refusedReminder(refused.length)}
      {last.name !== "" && (
        <div className="rail-detail">
          <ItemName name={last.name} />
        </div>
      )}
    </>
  );
  return { icon: IconAlertCircle, words };
}

function BoxRail({ session: { view, labels } }: { readonly session: BenchSession }) {
  const bound = labels.filter((label) => label.bound).length;
  return (
    <Rail
      label={packText.boxes}
      heading={boxes(labels.length)}
      summary={packText.labelsScanned(bound, labels.length)}
      lines={labels.map((label, index) => {
        const parcel = view.parcels.find((each) => each.parcelId === label.parcelId);
        const box = view.boxes.find((each) => each.boxId === parcel?.boxId);
        const inBox = unitsInBox(box?.contents ?? {});
        return {
          id: label.parcelId,
          name: packText.box(index + 1),
          detail: labelStateText(label),
          isDone: label.bound,
          figure: String(inBox),
          rest: inBox === 1 ? "unit" : "units",
          ...(label.bound ? {} : { lead: IconBox }),
        };
      })}
    />
  );
}
