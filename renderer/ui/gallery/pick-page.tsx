import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBox,
  IconCircleCheck,
  IconMapPin,
  IconPlayerPause,
} from "@tabler/icons-react";
import { BenchButton } from "../bench/bench-button.tsx";
import { BenchFrame } from "../bench/bench-frame.tsx";
import { Rail } from "../bench/rail.tsx";
import { StageTake } from "../bench/stage-take.tsx";
import { StageFacts, StageItem, StageLead, StagePlace, StageStep } from "../bench/stage.tsx";

const stops = [
  ["A-28-3", "RED WOOLLY HOTTIE WHITE HEART.", undefined],
  ["B-5-2", "JAM MAKING SET WITH JARS", undefined],
  ["B-16-4", "GLASS STAR FROSTED T-LIGHT HOLDER", "6"],
  ["B-28-4", "KNITTED UNION FLAG HOT WATER BOTTLE", "6"],
  ["C-24-1", "SET 7 BABUSHKA NESTING BOXES", "2"],
  ["C-28-1", "SET 3 WICKER OVAL BASKETS W LIDS", "1"],
  ["E-19-1", "WHITE METAL LANTERN", "6"],
] as const;

export function PickPage() {
  return (
    <BenchFrame
      verdict="none"
      title="Pick list 31"
      subtitle={["Cluster, 3 orders", "Stop 3 of 9"]}
      connection={{ tone: "away", headline: "Saved here", details: ["Waiting to send: 12"] }}
      startCommands={
        <>
          <BenchButton size="touch" icon={IconAlertTriangle} onPress={() => undefined}>
            Not enough here
          </BenchButton>
          <BenchButton size="touch" icon={IconArrowBackUp} onPress={() => undefined}>
            Undo
          </BenchButton>
          <BenchButton size="touch" icon={IconBox} onPress={() => undefined}>
            Tote full
          </BenchButton>
        </>
      }
      commands={
        <BenchButton size="touch" icon={IconPlayerPause} onPress={() => undefined}>
          Close list, free the rest
        </BenchButton>
      }
      rail={
        <Rail
          label="Walk order"
          heading="Walk order"
          summary="2 of 9 stops done"
          currentId="B-16-4"
          lines={stops.map(([bin, name, figure]) => ({
            id: bin,
            lead: bin,
            name,
            figure,
            isDone: figure === undefined,
          }))}
          strip={{ isCalm: true, words: "then 2 more stops, E-30-3 and F-11-2" }}
        />
      }
    >
      <StageLead icon={IconMapPin} stroke={2.4}>
        You are at bin
      </StageLead>
      <StagePlace code="B-16-4" />
      <StageStep icon={IconCircleCheck}>Bin scanned. Now scan the item.</StageStep>
      <StageItem name="GLASS STAR FROSTED T-LIGHT HOLDER" place="low" />
      <StageFacts code={{ label: "SKU", value: "21730" }} facts={["18 in this bin"]} />
      <StageTake verb="Pick" count="2" rest="of 6" into="into" target="Tote T-14" targetDetail="slot 1, #536365" />
    </BenchFrame>
  );
}
