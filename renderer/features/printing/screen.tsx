import { useState } from "react";
import { DeskPage } from "../../app/desk-page.tsx";
import { useFormat } from "../../app/use-format.ts";
import { api } from "../../bridge/api.ts";
import { Tabs } from "../../ui/tabs.tsx";
import { LabelFileView } from "./label-file.tsx";
import { Printers } from "./printers.tsx";
import "./printing.css";
import { Queue } from "./queue.tsx";
import { Template } from "./template.tsx";
import { printingText } from "./text.ts";

const views = ["queue", "printers", "labelFile", "template"] as const;
type View = (typeof views)[number];

/** What is printed, what it is printed on, and labels that others made. */
export function PrintingScreen() {
  const format = useFormat();
  const { data: page } = api.usePrintPageQuery({ limit: 1 });
  const [view, setView] = useState<View>("queue");
  const open = (page?.waiting ?? 0) + (page?.inDoubt ?? 0);
  return (
    <DeskPage
      title={printingText.title}
      subtitle={page && page.inDoubt > 0 ? <span>{printingText.inDoubt(format.count(page.inDoubt))}</span> : undefined}
    >
      <div className="printing">
        <Tabs
          label={printingText.views}
          tabs={views.map((id) => ({
            id,
            label: printingText[id],
            count: id === "queue" && open > 0 ? format.count(open) : undefined,
          }))}
          selected={view}
          onSelect={(id) => setView(views.find((each) => each === id) ?? "queue")}
        >
          {view === "queue" && <Queue />}
          {view === "printers" && <Printers />}
          {view === "labelFile" && <LabelFileView />}
          {view === "template" && <Template />}
        </Tabs>
      </div>
    </DeskPage>
  );
}
