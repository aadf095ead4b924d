import { IconArrowRight, IconCheck, IconLineScan, IconStack2 } from "@tabler/icons-react";
import type { BenchState } from "#shared/bridge/types.ts";
import type { PackSessionView } from "#shared/packing/pack-session-view.ts";
import { BigCount } from "../../ui/bench/big-count.tsx";
import { StageFacts, StageInvitation, StageItem, StageLead, StageStep } from "../../ui/bench/stage.tsx";
import { StageNote } from "../bench/verdict-stage.tsx";
import { countOfSku, type LineInHand } from "./pack-lines.ts";
import { packText } from "./text.ts";

export interface PackingStageProps {
  readonly view: PackSessionView;
  readonly hand: LineInHand;
  /** Units the next scan stands for. */
  readonly quantity: number;
  /** A unit of it was packed while the bench was in front. */
  readonly isFresh: boolean;
  readonly note: string | undefined;
}

/** Calm: the item in hand, how many of it are in, and what the last command did. */
export function PackingStage({ view, hand, quantity, isFresh, note }: PackingStageProps) {
  const { sku, name } = hand.line;
  const { count, total } = countOfSku(view, sku);
  return (
    <>
      {hand.isLast ? (
        <StageLead icon={IconCheck}>{isFresh ? packText.packedJustNow : packText.packedLast}</StageLead>
      ) : (
        <StageLead icon={IconArrowRight}>{packText.next}</StageLead>
      )}
      <StageItem name={name} />
      <StageFacts code={{ label: "SKU", value: sku }} facts={[packText.moreOfThese(total - count)]} />
      {quantity > 1 && <StageStep icon={IconStack2}>{packText.quantity(quantity)}</StageStep>}
      {note !== undefined && <StageNote>{note}</StageNote>}
      <BigCount count={count} total={total} rest={packText.countOf(total)} />
    </>
  );
}

/** Nothing on the bench: what to scan. A device in trouble is said where the eye is. */
export function IdleStage({ bench, note }: { readonly bench: BenchState; readonly note: string | undefined }) {
  const trouble = [bench.scanner, bench.printer].find((device) => device.kind === "trouble");
  const detail = trouble?.kind === "trouble" ? trouble.words : packText.oneItem;
  return (
    <>
      <StageInvitation icon={IconLineScan} lines={packText.scanOrder} detail={detail} />
      {note !== undefined && <StageNote>{note}</StageNote>}
    </>
  );
}
