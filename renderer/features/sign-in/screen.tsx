import { IconBackspace, IconBarcode } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { PersonRow } from "#shared/bridge/types.ts";
import { stationCame } from "../../app/live.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { useAppDispatch, useAppSelector } from "../../app/store.ts";
import { frameText } from "../../app/text.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { onMain } from "../../bridge/bridge.ts";
import { useShortcuts } from "../../platform/shortcuts.ts";
import { BrandMark } from "../../ui/brand-mark.tsx";
import { Glyph } from "../../ui/glyph.tsx";
import { Notice } from "../../ui/notice.tsx";
import "../../app/phase-screens.css";
import "./sign-in.css";
import { PinPad } from "./pin-pad.tsx";
import { roleText, signInRefusals, signInText } from "./text.ts";

const longestPin = 8;
const leastPin = 4;

/** The door: a name and a PIN, in gloves if need be, or a badge under the scanner. */
export function SignInScreen() {
  const dispatch = useAppDispatch();
  const stationName = useAppSelector(({ live: { station } }) =>
    station.phase === "ready" ? station.station.name : "",
  );
  const { data: people = [], isLoading } = api.usePeopleQuery({});
  const [chosenId, setChosenId] = useState<string>();
  const [pin, setPin] = useState("");
  const [trouble, setTrouble] = useState<string>();
  const person = people.find((each) => each.personId === chosenId) ?? (people.length === 1 ? people[0] : undefined);

  useEffect(() => void ask("scans.route", { to: "sign-in" }), []);
  useEffect(
    () =>
      onMain("scanned", ({ kind }) => setTrouble(kind === "badge" ? signInText.badgeUnknown : signInText.notABadge)),
    [],
  );

  const list = useRef<HTMLUListElement>(null);
  const pad = useRef<HTMLElement>(null);
  const focusPerson = (step: number) => {
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const place = buttons.findIndex((button) => button === document.activeElement);
    buttons[Math.max(0, Math.min(buttons.length - 1, place + step))]?.focus();
  };
  const count = people.length;
  useEffect(() => {
    if (count === 1) pad.current?.focus();
    else if (count > 1) list.current?.querySelector("button")?.focus();
  }, [count]);

  const choose = (next: PersonRow) => {
    setChosenId(next.personId);
    setPin("");
    setTrouble(undefined);
    // Away from the name, so that Enter signs in instead of choosing once more.
    pad.current?.focus();
  };
  const press = (digit: string) => {
    // Who knows the station types before the names are here.
    if (!person && !isLoading) return;
    setPin((typed) => (typed.length < longestPin ? typed + digit : typed));
    setTrouble(undefined);
  };
  const signIn = async () => {
    if (!person || pin.length < leastPin) return;
    const reply = await ask("people.signIn", { personId: person.personId, pin });
    setPin("");
    if (reply.ok) dispatch(stationCame(reply.value));
    else setTrouble(refusalWords<"people.signIn">(signInRefusals, reply.error));
  };
  const back = () => setPin((typed) => typed.slice(0, -1));
  const digits = Array.from({ length: 10 }, (_, digit) => String(digit));
  useShortcuts(
    {
      ...Object.fromEntries(digits.map((digit) => [digit, () => press(digit)])),
      backspace: back,
      enter: () => void signIn(),
      arrowdown: () => focusPerson(1),
      arrowup: () => focusPerson(-1),
      escape: () => {
        setPin("");
        setChosenId(undefined);
        setTrouble(undefined);
        focusPerson(0);
      },
    },
    { typing: true },
  );

  return (
    <main className="phase">
      <div className="phase-card" data-width="wide">
        <div className="phase-brand">
          <BrandMark />
          {frameText.brand}
          <span className="soft small push">{stationName}</span>
        </div>
        <div className="sign-in">
          <section className="sign-in-people">
            <h1 className="lead-line">{signInText.title}</h1>
            <ul ref={list} aria-label={signInText.people}>
              {people.map((each) => (
                <li key={each.personId}>
                  <button
                    type="button"
                    className="sign-in-person"
                    aria-pressed={each.personId === person?.personId}
                    onClick={() => choose(each)}
                  >
                    <b>{each.name}</b>
                    <span className="soft small">{each.roles.map((role) => roleText[role]).join(", ")}</span>
                  </button>
                </li>
              ))}
            </ul>
            <p className="row soft sign-in-badge">
              <Glyph icon={IconBarcode} size={22} />
              {signInText.orBadge}
            </p>
          </section>
          <section ref={pad} className="sign-in-pin" tabIndex={-1} aria-label={signInText.pin}>
            <h2 className="section-head">{person ? signInText.pinOf(person.name) : signInText.choose}</h2>
            <div className="sign-in-dots" role="status" aria-label={signInText.pinTyped(pin.length)}>
              {Array.from({ length: Math.max(leastPin, pin.length) }, (_, place) => (
                <span key={place} data-typed={place < pin.length || undefined} />
              ))}
            </div>
            <PinPad
              isDisabled={person === undefined}
              onDigit={press}
              onBack={back}
              onEnter={() => void signIn()}
              canEnter={pin.length >= leastPin}
              backIcon={IconBackspace}
            />
            {trouble !== undefined && (
              <Notice tone="wrong" speak="now">
                {trouble}
              </Notice>
            )}
          </section>
        </div>
      </div>
    </main>
  );
}
