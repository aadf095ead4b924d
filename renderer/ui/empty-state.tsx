import type { ReactNode } from "react";
import "./empty-state.css";

export interface EmptyStateProps {
  /** One sentence: "No orders yet". A search that found nothing repeats the search. */
  readonly title: ReactNode;
  readonly detail?: ReactNode | undefined;
  /** One action, or the wider search. */
  readonly actions?: ReactNode | undefined;
}

export function EmptyState({ title, detail, actions }: EmptyStateProps) {
  return (
    <div className="empty">
      <div className="empty-title">{title}</div>
      {detail !== undefined && <p className="soft">{detail}</p>}
      {actions !== undefined && <div className="empty-actions">{actions}</div>}
    </div>
  );
}
