import { IconAlertTriangle } from "@tabler/icons-react";
import { Button } from "../button.tsx";
import { Tile } from "../tile.tsx";
import "./gallery.css";
import { SampleShell } from "./sample-shell.tsx";

export function DashboardPage() {
  return (
    <SampleShell
      current="dashboard"
      title="Dashboard"
      subtitle="Figures from this computer, as of 17:42"
      keyHints={[
        { keys: ["←", "→"], label: "Day" },
        { keys: ["T"], label: "Show as table" },
        { keys: ["?"], label: "All keys" },
      ]}
    >
      <div className="gallery-tiles">
        <Tile
          lead="label"
          tone="extra"
          icon={IconAlertTriangle}
          label="May miss ship-by today"
          figure="9"
          aside={
            <Button size="small" keys={["Enter"]}>
              Show them
            </Button>
          }
          detail="of 62 due by 18:30, 6 on hold"
        />
        <Tile lead="label" label="Shipped today" figure="53" detail="of 62 due today" />
        <Tile lead="label" label="Fulfilment time, median" figure="2 h 27" detail="p90 5 h 10, Tue 2 h 41" />
        <Tile lead="label" label="Shipped on time" figure="96.2 %" detail="51 of 53, Tue 95.8 %" />
        <Tile lead="label" label="Order accuracy" figure="–" detail="no shipped orders yet" />
      </div>
    </SampleShell>
  );
}
