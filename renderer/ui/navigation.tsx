import type { ReactNode } from "react";
import { BrandMark } from "./brand-mark.tsx";
import { Glyph } from "./glyph.tsx";
import type { Icon } from "./glyph.tsx";
import "./navigation.css";

export interface NavigationEntry {
  readonly id: string;
  readonly label: string;
  readonly icon: Icon;
  /** Already written out: "95". */
  readonly count?: string | undefined;
}

export interface NavigationSection {
  readonly id: string;
  /** Shown above the entries; the first section has none. */
  readonly label?: string | undefined;
  readonly entries: readonly NavigationEntry[];
}

export interface NavigationProps {
  /** Names the landmark: "Main". */
  readonly label: string;
  readonly brand: string;
  readonly sections: readonly NavigationSection[];
  readonly current: string;
  readonly onNavigate: (id: string) => void;
  /** Station and who is signed in, at the foot. */
  readonly who: { readonly name: string; readonly detail: ReactNode };
}

/** The sidebar: 196 px, or 56 px of icons in a narrow window with each name beside its icon on focus and hover. */
export function Navigation({ label, brand, sections, current, onNavigate, who }: NavigationProps) {
  return (
    <nav className="navigation" aria-label={label}>
      <div className="navigation-brand">
        <BrandMark />
        <span className="navigation-wide">{brand}</span>
      </div>
      <div className="navigation-list">
        {sections.map((section) => (
          <div key={section.id} className="navigation-section">
            {section.label !== undefined && <div className="navigation-label">{section.label}</div>}
            {section.entries.map((entry) => (
              <a
                key={entry.id}
                href={`#${entry.id}`}
                className="navigation-entry"
                aria-current={entry.id === current ? "page" : undefined}
                onClick={(event) => {
                  event.preventDefault();
                  onNavigate(entry.id);
                }}
              >
                <Glyph icon={entry.icon} size={18} stroke={1.9} />
                <span className="navigation-name">
                  <span className="clip">{entry.label}</span>
                  {entry.count !== undefined && <span className="navigation-count">{entry.count}</span>}
                </span>
              </a>
            ))}
          </div>
        ))}
      </div>
      <div className="navigation-who">
        <b>{who.name}</b>
        <span>{who.detail}</span>
      </div>
    </nav>
  );
}
