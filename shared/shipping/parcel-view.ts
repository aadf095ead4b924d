import type { z } from "zod";
import { timeOf } from "../kernel/hybrid-clock.ts";
import type { Fact } from "../facts/kinds.ts";
import type { boxContentsSchema } from "../facts/kinds/packing.ts";

/** A shut box with a number of its own (SSCC), and whether its label was scanned on it. */
export interface ParcelView {
  readonly parcelId: string;
  readonly orderId: string;
  readonly sessionId: string;
  readonly sscc: string;
  readonly index: number;
  readonly of: number;
  readonly weightGrams: number;
  readonly contents: readonly z.infer<typeof boxContentsSchema>[];
  readonly packedAt: number;
  readonly packedBy: string;
  readonly boundAt: number | null;
}

export function foldParcel(parcel: ParcelView | undefined, parcelId: string, fact: Fact): ParcelView | undefined {
  switch (fact.kind) {
    case "pack.closed": {
      const mine = fact.body.parcels.find((entry) => entry.parcelId === parcelId);
      if (!mine || parcel) return parcel;
      return {
        parcelId,
        orderId: fact.body.orderId,
        sessionId: fact.body.sessionId,
        sscc: mine.sscc,
        index: mine.index,
        of: mine.of,
        weightGrams: mine.weightGrams,
        contents: mine.contents,
        packedAt: timeOf(fact.stamp),
        packedBy: fact.user,
        boundAt: null,
      };
    }
    case "parcel.bound":
      return parcel && parcel.boundAt === null ? { ...parcel, boundAt: timeOf(fact.stamp) } : parcel;
    default:
      return parcel;
  }
}
