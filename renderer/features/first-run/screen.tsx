import { IconBuildingWarehouse, IconDatabase, IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { stationCame } from "../../app/live.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { useAppDispatch } from "../../app/store.ts";
import { ask } from "../../bridge/ask.ts";
import { BrandMark } from "../../ui/brand-mark.tsx";
import { Button } from "../../ui/button.tsx";
import type { Icon } from "../../ui/glyph.tsx";
import { Glyph } from "../../ui/glyph.tsx";
import { Notice } from "../../ui/notice.tsx";
import { TextField } from "../../ui/text-field.tsx";
import "../../app/phase-screens.css";
import { CertificateNotice, type HubFields, HubFieldsForm, hubProblems, useJoining } from "../sync/join-form.tsx";
import "./first-run.css";
import { beginRefusals, demoFields, firstRunText, type StartMode } from "./text.ts";

const modes: readonly { readonly id: StartMode; readonly icon: Icon }[] = [
  { id: "demo", icon: IconPlayerPlay },
  { id: "empty", icon: IconDatabase },
  { id: "hub", icon: IconBuildingWarehouse },
];

interface Fields {
  readonly stationName: string;
  readonly letters: string;
  readonly personName: string;
  readonly pin: string;
  readonly again: string;
}

type Problems = { readonly [Name in keyof Fields]?: string };

/** The first start: what the station is called, who is first at it, and with what it begins. */
export function FirstRunScreen() {
  const dispatch = useAppDispatch();
  const [mode, setMode] = useState<StartMode>("demo");
  const [hub, setHub] = useState<HubFields>({ address: "", code: "" });
  const [fields, setFields] = useState<Fields>({ ...demoFields, pin: "", again: "" });
  const [tried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const problems = tried ? problemsOf(fields) : {};
  const set = (change: Partial<Fields>) => setFields({ ...fields, ...change });

  const choose = (next: StartMode) => {
    setMode(next);
    // Names for trying out are no names to begin work under, and typed ones are not thrown away.
    if (next !== "demo" && fields.personName === demoFields.personName) set({ personName: "" });
    if (next === "demo" && fields.personName === "") set({ personName: demoFields.personName });
  };
  const send = async (fingerprint: string | null) => {
    const { again: _again, ...input } = fields;
    const reply = await ask("station.begin", {
      mode,
      ...input,
      ...(mode === "hub" && { hub: { ...hub, fingerprint } }),
    });
    if (reply.ok) dispatch(stationCame(reply.value));
    return reply;
  };
  const joining = useJoining(async (fingerprint) => {
    const reply = await send(fingerprint);
    return reply.ok ? undefined : reply.error;
  });
  const begin = async () => {
    setTried(true);
    const isMissing = mode === "hub" && Object.keys(hubProblems(hub)).length > 0;
    if (Object.keys(problemsOf(fields)).length > 0 || isMissing || isBusy) return;
    if (mode === "hub") return joining.join();
    setBusy(true);
    const reply = await send(null);
    setBusy(false);
    if (!reply.ok) setRefusal(refusalWords<"station.begin">(beginRefusals, reply.error));
  };

  return (
    <main className="phase">
      <form
        className="phase-card"
        data-width="wide"
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <div className="first-run-head">
          <BrandMark size={40} />
          <div>
            <h1 className="lead-line">{firstRunText.welcome}</h1>
            <p className="soft">{firstRunText.promise}</p>
          </div>
        </div>
        <fieldset className="first-run-modes">
          <legend className="section-head">{firstRunText.how}</legend>
          {modes.map(({ id, icon }) => (
            <label key={id} className="first-run-mode">
              <input type="radio" name="mode" checked={mode === id} onChange={() => choose(id)} />
              <Glyph icon={icon} size={22} />
              <b>{firstRunText.modes[id].title}</b>
              <span className="soft small">{firstRunText.modes[id].detail}</span>
            </label>
          ))}
        </fieldset>
        <div className="first-run-fields">
          <TextField
            label={firstRunText.stationName}
            value={fields.stationName}
            onChange={(stationName) => set({ stationName })}
            description={firstRunText.stationNameHint}
            problem={problems.stationName}
          />
          <TextField
            label={firstRunText.letters}
            value={fields.letters}
            onChange={(letters) => set({ letters: letters.toUpperCase() })}
            description={firstRunText.lettersHint(fields.letters)}
            problem={problems.letters}
          />
          <TextField
            label={firstRunText.yourName}
            value={fields.personName}
            onChange={(personName) => set({ personName })}
            problem={problems.personName}
          />
          <div className="first-run-pins">
            <TextField
              label={firstRunText.pin}
              type="password"
              inputMode="numeric"
              value={fields.pin}
              onChange={(pin) => set({ pin })}
              description={mode === "demo" ? firstRunText.demoPinHint : firstRunText.pinHint}
              problem={problems.pin}
              autoFocus
            />
            <TextField
              label={firstRunText.pinAgain}
              type="password"
              inputMode="numeric"
              value={fields.again}
              onChange={(again) => set({ again })}
              problem={problems.again}
            />
          </div>
        </div>
        {mode === "hub" && (
          <div className="first-run-fields">
            <HubFieldsForm fields={hub} problems={tried ? hubProblems(hub) : {}} onChange={setHub} />
          </div>
        )}
        {joining.fingerprint !== undefined && (
          <CertificateNotice
            fingerprint={joining.fingerprint}
            onAgree={() => void joining.join(joining.fingerprint)}
            onRefuse={joining.forget}
          />
        )}
        {(refusal ?? joining.refusal) !== undefined && (
          <Notice tone="wrong" speak="now">
            {refusal ?? joining.refusal}
          </Notice>
        )}
        <div className="row first-run-foot">
          <span role="status" className="soft">
            {isBusy || joining.isBusy ? firstRunText.starting : ""}
          </span>
          <Button kind="primary" size="large" type="submit" isDisabled={isBusy || joining.isBusy} keys={["Enter"]}>
            {firstRunText.start}
          </Button>
        </div>
      </form>
    </main>
  );
}

function problemsOf(fields: Fields): Problems {
  return {
    ...(fields.stationName.trim() === "" && { stationName: firstRunText.nameProblem }),
    ...(!/^[A-Z]{1,3}$/u.test(fields.letters) && { letters: firstRunText.lettersProblem }),
    ...(fields.personName.trim() === "" && { personName: firstRunText.nameProblem }),
    ...(!/^\d{4,8}$/u.test(fields.pin) && { pin: firstRunText.pinProblem }),
    ...(fields.again !== fields.pin && { again: firstRunText.pinsDiffer }),
  };
}
