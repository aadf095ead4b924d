import { useState } from "react";
import type { InputDevice } from "#shared/bridge/types.ts";
import type { WeightTolerance } from "#shared/weighing/scale-watch.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { NumberField } from "../../ui/number-field.tsx";
import { scaleWords, scannersText, toleranceRefusals } from "./text.ts";

export interface ScaleCardProps {
  readonly scale: InputDevice | undefined;
  readonly tolerance: WeightTolerance;
  readonly isLead: boolean;
}

/** What the scale says now, and how far a box may be off. */
export function ScaleCard({ scale, tolerance, isLead }: ScaleCardProps) {
  const shown = scale?.scale && scaleWords(scale.standing.kind === "trouble" ? { kind: "away" } : scale.scale);
  return (
    <Card title={scannersText.scale}>
      {shown ? (
        <div className="scale-now" role="status">
          <b className="scale-figure">{shown.figure}</b>
          <span className="soft">{shown.words}</span>
        </div>
      ) : (
        <p className="soft small">{scannersText.noneForScale}</p>
      )}
      <Tolerance key={`${tolerance.grams} ${tolerance.percent}`} tolerance={tolerance} isLead={isLead} />
    </Card>
  );
}

function Tolerance({ tolerance, isLead }: Omit<ScaleCardProps, "scale">) {
  const [grams, setGrams] = useState<number | undefined>(tolerance.grams);
  const [percent, setPercent] = useState<number | undefined>(tolerance.percent);
  const [trouble, setTrouble] = useState<string>();
  const isChanged = grams !== tolerance.grams || percent !== tolerance.percent;
  const save = async () => {
    if (grams === undefined || percent === undefined) return setTrouble(scannersText.toleranceProblem);
    const reply = await ask("devices.setTolerance", { grams, percent });
    setTrouble(reply.ok ? undefined : refusalWords<"devices.setTolerance">(toleranceRefusals, reply.error));
  };
  return (
    <div className="stack stack-tight scale-tolerance">
      <div className="strong small">{scannersText.tolerance}</div>
      <div className="scale-tolerance-fields">
        <NumberField
          label={scannersText.toleranceGrams}
          value={grams}
          onChange={setGrams}
          suffix="g"
          minimum={0}
          maximum={100_000}
          isDisabled={!isLead}
        />
        <NumberField
          label={scannersText.tolerancePercent}
          value={percent}
          onChange={setPercent}
          suffix="%"
          minimum={0}
          maximum={100}
          isDisabled={!isLead}
        />
        <Button isDisabled={!isLead || !isChanged} kind={isChanged ? "primary" : "plain"} onPress={() => void save()}>
          {scannersText.save}
        </Button>
      </div>
      <p className="soft small">{trouble ?? scannersText.toleranceHint}</p>
    </div>
  );
}
