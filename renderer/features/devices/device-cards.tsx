import { IconCircleCheck, IconCircleDashed, IconPrinter, IconAlertTriangle } from "@tabler/icons-react";
import type { DevicesState, DeviceState } from "#shared/bridge/types.ts";
import { useFormat } from "../../app/use-format.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { SettingsForm, SettingsProblems } from "./settings-form.ts";
import { baudRates, devicesText, deviceWords } from "./text.ts";

export interface DeviceCardProps {
  readonly form: SettingsForm;
  readonly problems: SettingsProblems;
  readonly isDisabled: boolean;
  readonly devices: DevicesState | undefined;
}

function Standing({ state }: { readonly state: DeviceState | undefined }) {
  const format = useFormat();
  if (!state) return null;
  const words = deviceWords(state, format);
  switch (state.kind) {
    case "none":
      return (
        <Badge tone="plain" icon={IconCircleDashed}>
          {words}
        </Badge>
      );
    case "ready":
      return (
        <Badge tone="ok" icon={IconCircleCheck}>
          {words}
        </Badge>
      );
    case "trouble":
      return null;
  }
}

/** A device's own words for what is wrong with it; they take more room than a badge has. */
function Trouble({ state }: { readonly state: DeviceState | undefined }) {
  if (state?.kind !== "trouble") return null;
  return (
    <Notice tone="extra" icon={IconAlertTriangle} speak="soon">
      {state.words}
    </Notice>
  );
}

export function ScannerCard({
  form: { fields, change },
  isDisabled,
  devices,
  onSetUp,
}: DeviceCardProps & { readonly onSetUp: () => void }) {
  return (
    <Card title={devicesText.scanner} aside={<Standing state={devices?.scanner} />}>
      <div className="stack stack-tight device-fields">
        <Trouble state={devices?.scanner} />
        <div className="device-pair">
          <TextField
            label={devicesText.scannerPath}
            value={fields.scannerPath}
            onChange={(scannerPath) => change({ scannerPath })}
            description={devicesText.scannerPathHint}
            isDisabled={isDisabled}
          />
          <Select
            label={devicesText.baud}
            choices={baudRates.map((rate) => ({ id: String(rate), label: devicesText.baudChoice(String(rate)) }))}
            selected={fields.scannerBaudRate}
            onSelect={(scannerBaudRate) => change({ scannerBaudRate })}
            isDisabled={isDisabled}
          />
        </div>
        <div className="row row-wrap small">
          <span className="soft grow">{devicesText.scannersHint}</span>
          <Button size="small" onPress={onSetUp}>
            {devicesText.setUpScanners}
          </Button>
        </div>
      </div>
    </Card>
  );
}

/** How the label printer stands; printers and prints have a page of their own. */
export function PrintingCard({ devices, onOpen }: Pick<DeviceCardProps, "devices"> & { readonly onOpen: () => void }) {
  return (
    <Card title={devicesText.printers} aside={<Standing state={devices?.printer} />}>
      <div className="stack stack-tight device-fields">
        <Trouble state={devices?.printer} />
        <div className="row row-wrap small">
          <span className="soft grow">{devicesText.printersHint}</span>
          <Button size="small" icon={IconPrinter} onPress={onOpen}>
            {devicesText.openPrinting}
          </Button>
        </div>
      </div>
    </Card>
  );
}
