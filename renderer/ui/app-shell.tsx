import type { ReactNode } from "react";
import "./app-shell.css";
import { ConnectionChip } from "./connection-chip.tsx";
import type { ConnectionState } from "./connection-chip.tsx";
import { KeyBar } from "./key-bar.tsx";
import type { KeyHint } from "./key-bar.tsx";
import { Navigation } from "./navigation.tsx";
import type { NavigationProps } from "./navigation.tsx";

export interface AppShellProps {
  readonly navigation: NavigationProps;
  readonly title: string;
  /** Beside the title, quieter: "Figures from this computer, as of 17:42". */
  readonly subtitle?: ReactNode | undefined;
  /** Buttons of the top bar, left of the connection chip. */
  readonly actions?: ReactNode | undefined;
  readonly connection: ConnectionState;
  readonly onOpenConnection?: (() => void) | undefined;
  /** What the whole window has to say; over the screen, until it was seen. */
  readonly notice?: ReactNode | undefined;
  readonly keyHints: readonly KeyHint[];
  readonly words: { readonly skipToContent: string; readonly keys: string };
  /** The screen. It gets the whole body; only lists inside it scroll at the design size. */
  readonly children: ReactNode;
}

/** The desk's frame: sidebar, top bar, body, key bar. */
export function AppShell(props: AppShellProps) {
  const { navigation, title, subtitle, actions, connection, onOpenConnection, notice, keyHints, words, children } =
    props;
  return (
    <div className="shell">
      <a
        className="shell-skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("content")?.focus();
        }}
      >
        {words.skipToContent}
      </a>
      <Navigation {...navigation} />
      <div className="shell-main">
        <header className="shell-bar">
          <h1 className="shell-title">{title}</h1>
          {subtitle !== undefined && <div className="shell-subtitle">{subtitle}</div>}
          <div className="shell-actions">{actions}</div>
          <ConnectionChip state={connection} onOpen={onOpenConnection} />
        </header>
        <div className="shell-notice">{notice}</div>
        <main id="content" className="shell-body" tabIndex={-1}>
          {children}
        </main>
        <KeyBar label={words.keys} hints={keyHints} />
      </div>
    </div>
  );
}
