import {
  IconBarcode,
  IconBasket,
  IconBasketOff,
  IconCalendarX,
  IconCheck,
  IconHelp,
  IconLock,
  IconPlayerPause,
} from "@tabler/icons-react";
import { BenchButton } from "../bench/bench-button.tsx";
import { BenchFrame } from "../bench/bench-frame.tsx";
import { BigCount } from "../bench/big-count.tsx";
import { Rail } from "../bench/rail.tsx";
import { StageFacts, StageInvitation, StageItem, StageLead } from "../bench/stage.tsx";
import { VerdictDo, VerdictHead, VerdictSubject, VerdictWhy, verdictSigns } from "../bench/verdict.tsx";
import { SampleBench, countsNow, hanger } from "./sample-bench.tsx";
import { calm } from "./sample-shell.tsx";

function Idle() {
  const totes = [
    ["Tote T-14", "#536365, Standard, today", "40"],
    ["Tote T-09", "#536366, Tracked 48, today", "12"],
    ["Tote T-22", "#536385, Standard, today", "53"],
    ["Tote T-03", "#536416, Standard, 2 Dec", "110"],
    ["Tote T-17", "#536368, Standard, 2 Dec", "15"],
  ] as const;
  return (
    <BenchFrame
      verdict="none"
      title="Pack bench 2"
      subtitle={["Leeds", "Signed in by badge"]}
      connection={calm}
      facts={[
        { fact: "Scanner ready", detail: "last scan 17:36" },
        { fact: "0.00 kg", detail: "scale at zero" },
        { fact: "Label printer ready", detail: "4 × 6 inch" },
      ]}
      commands={
        <>
          <BenchButton icon={IconHelp} onPress={() => undefined}>
            Help
          </BenchButton>
          <BenchButton icon={IconLock} onPress={() => undefined}>
            Sign out
          </BenchButton>
        </>
      }
      rail={
        <Rail
          label="Ready to pack"
          heading="Ready to pack"
          summary="9 orders"
          lines={totes.map(([name, detail, figure]) => ({
            id: name,
            name,
            detail,
            lead: IconBasket,
            figure,
            rest: "units",
          }))}
          strip={{
            icon: IconPlayerPause,
            isCalm: true,
            words: (
              <>
                <b>Half packed: #536370</b>
                <br />
                Tote T-05, 212 of 449 units
              </>
            ),
          }}
        />
      }
    >
      <StageInvitation
        icon={IconBarcode}
        lines={["Scan an order", "or a tote"]}
        detail="Order with one item? Scan the item."
      />
    </BenchFrame>
  );
}

function Packing() {
  return (
    <SampleBench verdict="none" commands="calm" isHangerCurrent>
      <StageLead icon={IconCheck}>Packed just now</StageLead>
      <StageItem name={hanger} />
      <StageFacts code={{ label: "SKU", value: "84406B" }} facts={["4 more of these"]} />
      <BigCount count={4} total={8} rest="of 8" />
    </SampleBench>
  );
}

function PackingMany() {
  return (
    <SampleBench verdict="none" commands="calm" isHangerCurrent hasRefusal>
      <StageLead icon={IconCheck}>Packed just now</StageLead>
      <StageItem name="HAND MADE REGENCY CAKESTAND WITH THREE TIERS AND SILVER PLATED HANDLE, BOXED" />
      <StageFacts code={{ label: "SKU", value: "22423" }} facts={["143 more of these"]} />
      <BigCount count={88} total={231} rest="of 231" />
    </SampleBench>
  );
}

function LineDone() {
  return (
    <SampleBench
      verdict="ok"
      commands="calm"
      announcement="Line done. Cream cupid hearts coat hanger, 8 of 8."
      counts={countsNow.map((count, place) => (place === 2 ? 8 : count))}
      units="22 of 40 units"
      linesDone="4 of 7 lines done"
      weight={{ fact: "10.98 kg", detail: "on the scale, 11.0 expected" }}
      label={{ fact: "Label waits", detail: "18 units to go" }}
    >
      <VerdictHead sign={verdictSigns.ok} word="Line done" />
      <VerdictSubject>{hanger}</VerdictSubject>
      <BigCount count={8} total={8} rest="of 8" />
    </SampleBench>
  );
}

function AllPacked() {
  return (
    <SampleBench
      verdict="ok"
      commands="packed"
      counts={[6, 6, 8, 6, 6, 2, 6]}
      units="40 of 40 units"
      linesDone="7 of 7 lines done"
      weight={{ fact: "17.92 kg", detail: "on the scale, 17.9 expected" }}
      label={{ fact: "Label printing", detail: "copy 1" }}
    >
      <VerdictHead sign={verdictSigns.ok} word="All packed" />
      <VerdictSubject>40 of 40 units, 1 box</VerdictSubject>
      <VerdictWhy lines={["Weight is right. The label is printing."]} />
      <VerdictDo lines={["Stick the label on the box.", "Scan the label."]} />
    </SampleBench>
  );
}

function Wrong() {
  return (
    <SampleBench verdict="wrong" commands="refusal" hasRefusal announcement="Wrong item. Red retrospot oven glove.">
      <VerdictHead sign={verdictSigns.wrong} word="Wrong item" />
      <VerdictSubject>RED RETROSPOT OVEN GLOVE</VerdictSubject>
      <VerdictWhy lines={["SKU 21154 is not in this order. Nothing was counted."]} />
      <VerdictDo lines={["Take it out.", "Put it in the red tray.", "Then scan the next item."]} />
    </SampleBench>
  );
}

function Serial() {
  return (
    <SampleBench verdict="wrong" commands="refusal" hasRefusal>
      <VerdictHead sign={{ icon: IconCalendarX }} word="Serial number seen before" />
      <VerdictSubject>RED RETROSPOT OVEN GLOVE</VerdictSubject>
      <VerdictWhy lines={["Serial 4471-0093 left on Tue 30 Nov in order #536201. Nothing was counted."]} />
      <VerdictDo lines={["Take it out.", "Put it in the red tray.", "Then scan the next item."]} />
    </SampleBench>
  );
}

function WrongTote() {
  return (
    <SampleBench verdict="wrong" commands="refusal" hasRefusal>
      <VerdictHead sign={{ icon: IconBasketOff }} word="Wrong tote" />
      <VerdictSubject>Tote T-09</VerdictSubject>
      <VerdictWhy lines={["It belongs to order #536366. Nothing was counted."]} />
      <VerdictDo lines={["Scan tote T-14."]} />
    </SampleBench>
  );
}

function Extra() {
  return (
    <SampleBench verdict="extra" commands="refusal" hasRefusal announcement="One too many. White metal lantern.">
      <VerdictHead sign={verdictSigns.extra} word="One too many" />
      <VerdictSubject>WHITE METAL LANTERN</VerdictSubject>
      <VerdictWhy lines={["The order has 6 and all 6 are packed. Nothing was counted."]} />
      <VerdictDo lines={["Take this one out.", "Put it in the red tray.", "Then scan the next item."]} />
    </SampleBench>
  );
}

function Unknown() {
  return (
    <SampleBench verdict="unknown" commands="refusal" hasRefusal announcement="Unknown code.">
      <VerdictHead sign={verdictSigns.unknown} word="Unknown code" />
      <VerdictSubject>5 012345 678900</VerdictSubject>
      <VerdictWhy lines={["No item has this barcode. Nothing was counted."]} />
      <VerdictDo lines={["Try another barcode on it.", "None? Scan Help."]} />
    </SampleBench>
  );
}

function Held() {
  return (
    <SampleBench
      verdict="held"
      commands="held"
      announcement="Stop. On hold. Payment hold."
      label={{ fact: "Label stopped", detail: "order on hold" }}
    >
      <VerdictHead sign={verdictSigns.held} word="Stop. On hold" />
      <VerdictSubject>Payment hold on #536365</VerdictSubject>
      <VerdictWhy
        lines={[
          "Set at Order desk 1, 17:38: the card payment was refused.",
          "18 packed units stay counted. No label can print.",
        ]}
      />
      <VerdictDo lines={["Put it on the hold shelf.", "Scan another order."]} />
    </SampleBench>
  );
}

function Saving() {
  return (
    <SampleBench verdict="saving" commands="calm" isHangerCurrent announcement="Saving.">
      <VerdictHead sign={verdictSigns.saving} word="Saving" />
      <VerdictSubject>{hanger}</VerdictSubject>
      <VerdictWhy lines={["The disk is slow. It counts when the screen turns green."]} />
      <BigCount count={4} total={8} rest="of 8" />
    </SampleBench>
  );
}

export const benchPages = {
  "bench-idle": Idle,
  "bench-packing": Packing,
  "bench-packing-many": PackingMany,
  "bench-ok": LineDone,
  "bench-all-packed": AllPacked,
  "bench-wrong": Wrong,
  "bench-wrong-tote": WrongTote,
  "bench-serial": Serial,
  "bench-extra": Extra,
  "bench-unknown": Unknown,
  "bench-held": Held,
  "bench-saving": Saving,
};
