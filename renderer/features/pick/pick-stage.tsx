import { IconBarcode, IconCircleCheck, IconMapPin, IconStack2, IconWalk } from "@tabler/icons-react";
import type { PickState } from "#shared/bridge/types.ts";
import type { PickStop } from "#shared/picking/pick-list-view.ts";
import { StageTake } from "../../ui/bench/stage-take.tsx";
import { StageFacts, StageItem, StageLead, StagePlace, StageStep } from "../../ui/bench/stage.tsx";
import { StageNote } from "../bench/verdict-stage.tsx";
import { slotOf } from "./round-facts.ts";
import { pickRoundText as text } from "./text.ts";

export interface PickStageProps {
  readonly pick: PickState;
  readonly stop: PickStop;
  readonly isAtBin: boolean;
  readonly note: string | undefined;
}

/** Calm: where to go or stand, what to take, how many are left to take, and which tote they go into. */
export function PickStage({ pick, stop, isAtBin, note }: PickStageProps) {
  const { list, inBin, quantity } = pick;
  const remaining = stop.quantity - stop.picked - stop.short;
  const { slot, number } = slotOf(list, stop);
  const facts = [text.inBin(inBin), ...(stop.picked > 0 ? [text.alreadyPicked(stop.picked)] : [])];
  return (
    <>
      <StageLead icon={isAtBin ? IconMapPin : IconWalk} stroke={2.2}>
        {isAtBin ? text.atBin : text.goTo}
      </StageLead>
      <StagePlace code={stop.bin} />
      {quantity > 1 ? (
        <StageStep icon={IconStack2}>{text.quantity(quantity)}</StageStep>
      ) : note !== undefined ? (
        <StageNote>{note}</StageNote>
      ) : isAtBin ? (
        <StageStep icon={IconCircleCheck}>{text.binScanned}</StageStep>
      ) : (
        <StageNote icon={IconBarcode}>{text.scanBin}</StageNote>
      )}
      <StageItem name={stop.name} place="low" />
      <StageFacts code={{ label: "SKU", value: stop.sku }} facts={facts} />
      <StageTake
        verb={text.pick}
        count={String(remaining)}
        rest={text.rest(remaining, stop.picked)}
        into={text.into}
        target={text.tote(stop.tote)}
        targetDetail={text.slot(slot, number)}
      />
    </>
  );
}
