import { useState } from "react";
import type { RememberedDevice } from "#shared/devices/device.ts";
import { scaleProtocols } from "#shared/weighing/serial-scales.ts";
import { weightUnits } from "#shared/weighing/weight.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { ScreenDialog } from "../../app/screen-dialog.tsx";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { formats, protocolText, rememberRefusals, scannersText } from "./text.ts";

const rates = [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200] as const;
type Format = keyof typeof formats;
const formatNames = Object.keys(formats) as Format[];
const nobody = "nobody";

/** How one scanner or scale is set up. Given none, it is closed. */
export function DeviceDialog({
  device,
  onClose,
}: {
  readonly device: RememberedDevice | undefined;
  readonly onClose: () => void;
}) {
  return (
    <ScreenDialog
      title={scannersText.dialogTitle(device?.use === "scale")}
      isOpen={device !== undefined}
      onClose={onClose}
      width="normal"
    >
      {device && <DeviceForm key={device.deviceId} device={device} onClose={onClose} />}
    </ScreenDialog>
  );
}

function DeviceForm({ device, onClose }: { readonly device: RememberedDevice; readonly onClose: () => void }) {
  const { data: people } = api.usePeopleQuery({});
  const [typed, setTyped] = useState(device);
  const [refusal, setRefusal] = useState<string>();
  const change = (part: Partial<RememberedDevice>) => setTyped({ ...typed, ...part });
  const { line, use, connection } = typed;
  const format = formatNames.find(
    (name) => formats[name].line.dataBits === line.dataBits && formats[name].line.parity === line.parity,
  );
  const save = async () => {
    if (typed.name.trim() === "") return setRefusal(scannersText.nameProblem);
    const reply = await ask("devices.remember", { device: { ...typed, name: typed.name.trim() } });
    if (reply.ok) onClose();
    else setRefusal(refusalWords<"devices.remember">(rememberRefusals, reply.error));
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField label={scannersText.name} value={typed.name} onChange={(name) => change({ name })} autoFocus />
      {use === "scanner" && (
        <Select
          label={scannersText.person}
          choices={[
            { id: nobody, label: scannersText.whoever },
            ...(people ?? []).map(({ personId, name }) => ({ id: personId, label: name })),
          ]}
          selected={typed.personId === "" ? nobody : typed.personId}
          onSelect={(id) => change({ personId: id === nobody ? "" : id })}
        />
      )}
      {connection === "serial" && (
        <div className="scanner-pair">
          <Select
            label={scannersText.speed}
            choices={rates.map((rate) => ({ id: String(rate), label: scannersText.baud(rate) }))}
            selected={String(line.baudRate)}
            onSelect={(rate) => change({ line: { ...line, baudRate: Number(rate) } })}
          />
          <Select
            label={scannersText.format}
            choices={formatNames.map((name) => ({ id: name, label: formats[name].label }))}
            selected={format}
            onSelect={(name) => change({ line: { ...line, ...formats[name].line } })}
          />
        </div>
      )}
      {connection === "serial" && use === "scanner" && (
        <Select
          label={scannersText.suffix}
          choices={(["line-end", "none"] as const).map((id) => ({ id, label: scannersText.suffixes[id] }))}
          selected={typed.suffix}
          onSelect={(suffix) => change({ suffix })}
        />
      )}
      {connection === "serial" && use === "scale" && (
        <div className="scanner-pair">
          <Select
            label={scannersText.protocol}
            choices={scaleProtocols.map((id) => ({ id, label: protocolText[id] }))}
            selected={typed.protocol}
            onSelect={(protocol) => change({ protocol })}
          />
          <Select
            label={scannersText.unit}
            choices={weightUnits.map((id) => ({ id, label: id }))}
            selected={typed.unit}
            onSelect={(unit) => change({ unit })}
          />
        </div>
      )}
      {refusal !== undefined && (
        <Notice tone="wrong" speak="now">
          {refusal}
        </Notice>
      )}
      <div className="row dialog-foot">
        <Button onPress={onClose}>{scannersText.cancel}</Button>
        <Button kind="primary" type="submit" keys={["Enter"]}>
          {scannersText.save}
        </Button>
      </div>
    </form>
  );
}
