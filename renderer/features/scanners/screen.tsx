import { useState } from "react";
import type { RememberedDevice } from "#shared/devices/device.ts";
import { useCommands } from "../../app/commands.tsx";
import { DeskPage } from "../../app/desk-page.tsx";
import { refusalWords } from "../../app/refusal-words.ts";
import { useAppSelector } from "../../app/store.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { DeviceDialog } from "./device-dialog.tsx";
import { DeviceList } from "./device-list.tsx";
import { ScaleCard } from "./scale-card.tsx";
import { ScanFeed } from "./scan-feed.tsx";
import "./scanners.css";
import { TestCard } from "./test-card.tsx";
import { forgetRefusals, scannersText } from "./text.ts";
import { TypingCard } from "./typing-card.tsx";

/** Plug in, scan, see what arrives: the scanners and the scale of this station. */
export function ScannersScreen() {
  const isLead = useAppSelector(
    ({ live: { station } }) => station.phase === "ready" && (station.person?.roles.includes("lead") ?? false),
  );
  const { data: state } = api.useDevicesQuery({});
  const [changing, setChanging] = useState<RememberedDevice>();
  const [trouble, setTrouble] = useState<string>();
  const forget = async (deviceId: string) => {
    const reply = await ask("devices.forget", { deviceId });
    setTrouble(reply.ok ? undefined : refusalWords<"devices.forget">(forgetRefusals, reply.error));
  };
  useCommands(scannersText.title, [
    { id: "scanners-scan", label: scannersText.feedHint, shownKeys: [], hint: scannersText.feedHint },
  ]);
  if (!state) return <DeskPage title={scannersText.title}>{null}</DeskPage>;
  const { devices, found, tolerance } = state.inputs;
  return (
    <DeskPage title={scannersText.title}>
      <div className="scanners">
        <div className="scanners-main">
          {!isLead && <Notice tone="plain">{scannersText.onlyLead}</Notice>}
          {trouble !== undefined && (
            <Notice
              tone="wrong"
              speak="now"
              actions={
                <Button size="small" onPress={() => setTrouble(undefined)}>
                  {scannersText.gotIt}
                </Button>
              }
            >
              {trouble}
            </Notice>
          )}
          <DeviceList
            devices={devices}
            found={found}
            isLead={isLead}
            onChange={setChanging}
            onForget={(deviceId) => void forget(deviceId)}
          />
          <TestCard scans={state.lastScans} />
          <div className="scanners-pair">
            <TypingCard isLead={isLead} />
            <ScaleCard
              scale={devices.find(({ device }) => device.use === "scale")}
              tolerance={tolerance}
              isLead={isLead}
            />
          </div>
        </div>
        <div className="scanners-side">
          <ScanFeed scans={state.lastScans} />
        </div>
      </div>
      <DeviceDialog device={changing} onClose={() => setChanging(undefined)} />
    </DeskPage>
  );
}
