import {
  IconAlertTriangle,
  IconBarcode,
  IconCircleCheck,
  IconPlugConnected,
  IconScale,
  IconUsb,
} from "@tabler/icons-react";
import type { InputDevice } from "#shared/bridge/types.ts";
import { type FoundDevice, findAgain, nameOfFound, type RememberedDevice, usualLine } from "#shared/devices/device.ts";
import { useFormat } from "../../app/use-format.ts";
import { api } from "../../bridge/api.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Glyph } from "../../ui/glyph.tsx";
import { Notice } from "../../ui/notice.tsx";
import { scannersText } from "./text.ts";

export interface DeviceListProps {
  readonly devices: readonly InputDevice[];
  readonly found: readonly FoundDevice[];
  readonly isLead: boolean;
  readonly onChange: (device: RememberedDevice) => void;
  readonly onForget: (deviceId: string) => void;
}

/** The scanners and scales of this station, and what is plugged in beside them. */
export function DeviceList({ devices, found, isLead, onChange, onForget }: DeviceListProps) {
  const free = found.filter((each) => !devices.some(({ device }) => findAgain(device, [each]) !== undefined));
  return (
    <Card title={scannersText.devices}>
      {devices.length === 0 && <EmptyState title={scannersText.none} detail={scannersText.noneDetail} />}
      <ul className="device-list">
        {devices.map((each) => (
          <DeviceRow key={each.device.deviceId} {...each} isLead={isLead} onChange={onChange} onForget={onForget} />
        ))}
      </ul>
      {free.length > 0 && (
        <>
          <h3 className="device-list-head">{scannersText.found}</h3>
          <ul className="device-list">
            {free.map((each) => (
              <FoundRow
                key={`${each.connection} ${each.identity.path}`}
                found={each}
                isLead={isLead}
                onUse={onChange}
              />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function DeviceRow({
  device,
  isRemembered,
  standing,
  isLead,
  onChange,
  onForget,
}: InputDevice & Pick<DeviceListProps, "isLead" | "onChange" | "onForget">) {
  const format = useFormat();
  const { data: people } = api.usePeopleQuery({});
  const person = people?.find((each) => each.personId === device.personId);
  const facts = [
    device.connection === "hid" ? scannersText.usb : scannersText.serial,
    standing.kind === "ready" ? standing.detail : "",
    person ? scannersText.personOf(person.name) : "",
    standing.kind === "ready" && device.use === "scanner"
      ? standing.lastAt === null
        ? scannersText.noScanYet
        : scannersText.lastScan(format.clockWithSeconds(standing.lastAt))
      : "",
  ].filter(Boolean);
  return (
    <li className="device-row">
      <div className="row">
        <Glyph icon={device.use === "scale" ? IconScale : IconBarcode} size={22} />
        <div className="grow">
          <b className="clip">
            <bdi>{device.name}</bdi>
          </b>
          <div className="soft small clip">{facts.join(", ")}</div>
        </div>
        {standing.kind === "ready" && (
          <Badge tone="ok" icon={IconCircleCheck}>
            {isRemembered || device.connection === "serial" ? scannersText.ready : scannersText.plugAndScan}
          </Badge>
        )}
        <Button size="small" isDisabled={!isLead} onPress={() => onChange(device)}>
          {isRemembered ? scannersText.change : scannersText.setUp}
        </Button>
        {isRemembered && (
          <Button size="small" kind="quiet" isDisabled={!isLead} onPress={() => onForget(device.deviceId)}>
            {scannersText.forget}
          </Button>
        )}
      </div>
      {standing.kind === "trouble" && (
        <Notice tone="extra" icon={IconAlertTriangle} speak="soon">
          {standing.words}
        </Notice>
      )}
    </li>
  );
}

function FoundRow({
  found,
  isLead,
  onUse,
}: {
  readonly found: FoundDevice;
  readonly isLead: boolean;
  readonly onUse: (device: RememberedDevice) => void;
}) {
  const use = (kind: RememberedDevice["use"]) => onUse(asRemembered(found, kind));
  return (
    <li className="device-row">
      <div className="row">
        <Glyph icon={found.connection === "hid" ? IconUsb : IconPlugConnected} size={22} />
        <div className="grow">
          <div className="clip">
            <bdi>{nameOfFound(found)}</bdi>
          </div>
          <div className="soft small clip">{found.identity.path}</div>
        </div>
        {found.use !== "scale" && (
          <Button size="small" isDisabled={!isLead} onPress={() => use("scanner")}>
            {scannersText.asScanner}
          </Button>
        )}
        {found.use !== "scanner" && (
          <Button size="small" isDisabled={!isLead} onPress={() => use("scale")}>
            {scannersText.asScale}
          </Button>
        )}
      </div>
    </li>
  );
}

function asRemembered(found: FoundDevice, use: RememberedDevice["use"]): RememberedDevice {
  return {
    deviceId: crypto.randomUUID(),
    name: nameOfFound(found).slice(0, 60),
    use,
    connection: found.connection,
    identity: found.identity,
    line: usualLine,
    suffix: "line-end",
    protocol: "mt-sics",
    unit: "g",
    personId: "",
  };
}
