import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";
import "./tabs.css";

export interface TabEntry {
  readonly id: string;
  readonly label: string;
  /** Already written out: "1,204". */
  readonly count?: string | undefined;
}

export interface TabsProps {
  /** Names the row of tabs for a screen reader. */
  readonly label: string;
  readonly tabs: readonly TabEntry[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
  /** What the selected tab shows. The same element stays mounted when the tab changes. */
  readonly children: ReactNode;
}

/** Views of one list, each with its count. Arrow keys move and select. */
export function Tabs({ label, tabs, selected, onSelect, children }: TabsProps) {
  return (
    <AriaTabs className="tabs" selectedKey={selected} onSelectionChange={(key) => onSelect(String(key))}>
      <TabList className="tab-list" aria-label={label}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className="tab">
            {tab.label}
            {tab.count !== undefined && <span className="tab-count">{tab.count}</span>}
          </Tab>
        ))}
      </TabList>
      <TabPanel id={selected} className="tab-panel">
        {children}
      </TabPanel>
    </AriaTabs>
  );
}
