import { useState } from "react";
import type { StationSettings } from "#shared/facts/kinds/people.ts";
import { useCommands } from "../../app/commands.tsx";
import { DeskPage } from "../../app/desk-page.tsx";
import { went } from "../../app/place.ts";
import { stationCame } from "../../app/live.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { useAppDispatch, useAppSelector } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DefinitionList } from "../../ui/definition-list.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PrintingCard, ScannerCard } from "./device-cards.tsx";
import "./devices.css";
import { settingsOf, settingsProblems, useSettingsForm } from "./settings-form.ts";
import { ShipFromCard, WorkCard } from "./station-cards.tsx";
import { configureRefusals, devicesText, diagnosticsWords } from "./text.ts";

/** The scanner, where the printers are, and what else belongs to this one station. */
export function DevicesScreen() {
  const station = useAppSelector((state) => state.live.station);
  if (station.phase !== "ready") return null;
  return <Devices settings={station.settings} isLead={station.person?.roles.includes("lead") ?? false} />;
}

function Devices({ settings, isLead }: { readonly settings: StationSettings; readonly isLead: boolean }) {
  const dispatch = useAppDispatch();
  const format = useFormat();
  const { data: devices } = api.useDevicesQuery({});
  const { data: found } = api.useDiagnosticsQuery({});
  const form = useSettingsForm(settings);
  const problems = settingsProblems(form.fields);
  const hasProblems = Object.keys(problems).length > 0;
  const [told, setTold] = useState<{ readonly tone: "ok" | "wrong"; readonly words: string }>();

  const save = async () => {
    if (hasProblems) return setTold({ tone: "wrong", words: devicesText.problemsLeft });
    const reply = await ask("station.configure", { settings: settingsOf(form.fields, settings) });
    if (!reply.ok) {
      return setTold({ tone: "wrong", words: refusalWords<"station.configure">(configureRefusals, reply.error) });
    }
    dispatch(stationCame(reply.value));
    setTold({ tone: "ok", words: devicesText.saved });
  };
  useCommands(devicesText.title, [
    {
      id: "devices-save",
      label: devicesText.save,
      shortcut: "ctrl+s",
      hint: devicesText.save,
      unavailable: isLead ? undefined : devicesText.onlyLead,
      run: () => void save(),
    },
  ]);

  const card = { form, problems, isDisabled: !isLead };
  return (
    <DeskPage
      title={devicesText.title}
      actions={
        <>
          <span className="soft small" role="status">
            {form.isChanged ? devicesText.unsaved : ""}
          </span>
          <Button
            kind={form.isChanged ? "primary" : "plain"}
            keys={["Ctrl", "S"]}
            isDisabled={!isLead}
            onPress={() => void save()}
          >
            {devicesText.save}
          </Button>
        </>
      }
    >
      <div className="devices">
        <div className="devices-main">
          {!isLead && <Notice tone="plain">{devicesText.onlyLead}</Notice>}
          {told && (
            <Notice
              tone={told.tone}
              speak={told.tone === "ok" ? "soon" : "now"}
              actions={
                <Button size="small" onPress={() => setTold(undefined)}>
                  {devicesText.gotIt}
                </Button>
              }
            >
              {told.words}
            </Notice>
          )}
          <div className="device-cards">
            <ScannerCard {...card} devices={devices} onSetUp={() => dispatch(went({ kind: "scanners" }))} />
            <PrintingCard devices={devices} onOpen={() => dispatch(went({ kind: "printing" }))} />
          </div>
          <ShipFromCard {...card} />
          <WorkCard {...card} />
          <Card title={devicesText.diagnostics}>
            <div className="device-fields">
              {found && <DefinitionList values="words" entries={diagnosticsWords(found, format)} />}
            </div>
          </Card>
        </div>
        <div className="devices-side">
          <Card title={devicesText.lastScans} fill>
            <ul className="last-scans" aria-live="polite">
              {devices?.lastScans.length === 0 && <li className="soft">{devicesText.noScans}</li>}
              {devices?.lastScans.map((scan) => (
                <li key={`${scan.at} ${scan.text}`}>
                  <div className="row">
                    <bdi className="code grow clip">{scan.text}</bdi>
                    <span className="soft small">{format.clockWithSeconds(scan.at)}</span>
                  </div>
                  <div className="soft small">{scan.meaning}</div>
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </div>
    </DeskPage>
  );
}
