import type { ReactNode } from "react";
import { ConnectionChip } from "../connection-chip.tsx";
import type { ConnectionState } from "../connection-chip.tsx";
import "./bench.css";
import "./verdict-ground.css";

/** What the whole bench says. `saving`: judged but not on disk yet, never green. `none`: calm. */
export type Verdict = "none" | "ok" | "wrong" | "extra" | "unknown" | "held" | "saving";

export interface BenchFact {
  readonly fact: string;
  readonly detail: string;
}

export interface BenchFrameProps {
  readonly verdict: Verdict;
  /** What is on the bench: "#536365", "Pick list 31", or the bench's own name when idle. */
  readonly title: string;
  /** One or two quieter lines beside it. */
  readonly subtitle: readonly string[];
  readonly connection: ConnectionState;
  /**
   * Spoken at once, short: "Wrong item. Red retrospot oven glove." A new `id` is spoken again even when the words are
   * the same, because the second wrong scan is as wrong as the first.
   */
  readonly announcement?: { readonly id: string; readonly words: string } | undefined;
  /** The left side: a verdict, or the item and its count. */
  readonly children: ReactNode;
  readonly rail: ReactNode;
  readonly facts?: readonly BenchFact[] | undefined;
  /** Buttons at the end of the foot; each names a command barcode of the same word. */
  readonly commands?: ReactNode | undefined;
  /** Buttons at the start of the foot, for a held tablet, instead of facts. */
  readonly startCommands?: ReactNode | undefined;
}

const framed: ReadonlySet<Verdict> = new Set(["wrong", "extra", "unknown", "held"]);

/**
 * A bench fills its container; one unit (`--u`) scales everything in it from 1366 x 768. A verdict recolours it and
 * changes the stage's words; nothing else moves. Only a refusal has a frame.
 */
export function BenchFrame(props: BenchFrameProps) {
  const { verdict, title, subtitle, connection, announcement, children, rail, facts = [], commands } = props;
  return (
    <div className="bench-area">
      <div
        className="bench"
        data-verdict={verdict === "none" ? undefined : verdict}
        data-touch={props.startCommands === undefined ? undefined : true}
      >
        <header className="bench-head">
          <h1 className="bench-title">{title}</h1>
          <div className="bench-subtitle">
            {subtitle.map((line) => (
              <div key={line}>{line}</div>
            ))}
          </div>
          <ConnectionChip state={connection} scale="bench" />
        </header>
        <div className="bench-middle">
          <main className="stage">{children}</main>
          {rail}
        </div>
        <footer className="bench-foot">
          {props.startCommands !== undefined && <div className="bench-commands">{props.startCommands}</div>}
          {facts.map((each) => (
            <div key={each.detail} className="bench-fact">
              {each.fact}
              <small>{each.detail}</small>
            </div>
          ))}
          <div className="bench-commands push">{commands}</div>
        </footer>
        {framed.has(verdict) && <div className="bench-frame" />}
        <div className="visually-hidden" role="alert" aria-live="assertive" aria-atomic="true">
          {announcement !== undefined && <span key={announcement.id}>{announcement.words}</span>}
        </div>
      </div>
    </div>
  );
}
