import { currentStop, isStopDone, type PickListView } from "#shared/picking/pick-list-view.ts";
import { Rail } from "../../ui/bench/rail.tsx";
import { binsBeyondRail } from "./round-facts.ts";
import { pickRoundText } from "./text.ts";

export interface PickRailProps {
  readonly list: PickListView;
  readonly currentId: string | undefined;
}

/** The stops in walk order, the one in hand third when they are more than fit. */
export function PickRail({ list, currentId }: PickRailProps) {
  const beyond = binsBeyondRail(list);
  return (
    <Rail
      label={pickRoundText.walkOrder}
      heading={pickRoundText.walkOrder}
      summary={pickRoundText.stops(list.stops.filter(isStopDone).length, list.stops.length)}
      lines={list.stops.map((stop) => {
        const line = { id: stop.stopId, name: stop.name, lead: stop.bin, isDone: isStopDone(stop) };
        if (stop.short > 0) return { ...line, figure: String(stop.picked), rest: pickRoundText.shortOf(stop.quantity) };
        return line.isDone ? line : { ...line, figure: String(stop.quantity - stop.picked) };
      })}
      currentId={currentId}
      anchorId={currentStop(list)?.stopId}
      strip={beyond.length > 0 ? { words: pickRoundText.thenMore(beyond), isCalm: true } : undefined}
    />
  );
}
