import { Component } from "react";
import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { brokenText } from "./text.ts";
import "./phase-screens.css";

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  readonly onGoToOrders: () => void;
  /** Another value tries the screen again: the person went somewhere else. */
  readonly screenId: string;
}

interface ErrorBoundaryState {
  readonly problem: Error | undefined;
  readonly screenId: string;
}

/** A screen that throws takes only itself down; the facts are in main and the draft in the window's own database. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { problem: undefined, screenId: this.props.screenId };

  static getDerivedStateFromError(problem: unknown): Partial<ErrorBoundaryState> {
    return { problem: problem instanceof Error ? problem : new Error(String(problem)) };
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState): ErrorBoundaryState | null {
    return props.screenId === state.screenId ? null : { problem: undefined, screenId: props.screenId };
  }

  override render(): ReactNode {
    const { problem } = this.state;
    if (!problem) return this.props.children;
    return (
      <div className="phase" role="alert">
        <div className="phase-card">
          <h1 className="lead-line">{brokenText.title}</h1>
          <p className="soft">{brokenText.detail}</p>
          <div className="row row-wrap">
            <Button kind="primary" autoFocus onPress={() => this.setState({ problem: undefined })}>
              {brokenText.again}
            </Button>
            <Button onPress={this.props.onGoToOrders}>{brokenText.toOrders}</Button>
          </div>
          <details className="small soft">
            <summary>{brokenText.technical}</summary>
            <code className="code">{problem.message}</code>
          </details>
        </div>
      </div>
    );
  }
}
