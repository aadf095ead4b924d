import {
  IconAlertTriangle,
  IconBasketX,
  IconClockPause,
  IconFileOff,
  IconHelpCircle,
  IconPrinterOff,
  IconTagOff,
  IconScale,
  IconTruckDelivery,
} from "@tabler/icons-react";
import type { PackVerdict } from "#shared/packing/verdict.ts";
import type { VerdictSign } from "../../ui/bench/verdict.tsx";
import type { LabelState } from "./label-state.ts";

/** Refusals that share a ground with another have an icon of their own; all others take their ground's. */
export function packSign(verdict: PackVerdict): VerdictSign | undefined {
  switch (verdict.kind) {
    case "wrong-order":
      return { icon: IconBasketX };
    case "wrong-label":
      return { icon: IconTagOff };
    case "not-ready":
      return { icon: IconClockPause };
    case "not-saved":
      return { icon: IconFileOff };
    case "unreadable":
      return { icon: IconAlertTriangle };
    case "weigh":
    case "weighed":
    case "weight-off":
      return { icon: IconScale };
    case "label-bound":
      return verdict.shipped ? shippedSign : undefined;
    default:
      return undefined;
  }
}

export const shippedSign: VerdictSign = { icon: IconTruckDelivery, units: 128, stroke: 2 };

export const weighSign: VerdictSign = { icon: IconScale };

export const unclosedSign: VerdictSign = { icon: IconTagOff };

export function labelSign(state: LabelState): VerdictSign | undefined {
  switch (state.kind) {
    case "doubt":
      return { icon: IconHelpCircle, stroke: 2 };
    case "failed":
    case "no-printer":
      return { icon: IconPrinterOff, stroke: 2 };
    default:
      return undefined;
  }
}
