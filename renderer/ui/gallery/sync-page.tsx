import {
  IconAlertCircle,
  IconBan,
  IconCircleCheck,
  IconClock,
  IconCloudOff,
  IconCloudUpload,
  IconDeviceFloppy,
  IconMapPin,
  IconPackage,
  IconPrinter,
  IconRefresh,
} from "@tabler/icons-react";
import { Badge } from "../badge.tsx";
import { Button } from "../button.tsx";
import { Card } from "../card.tsx";
import { DecisionCard } from "../decision-card.tsx";
import { Glyph } from "../glyph.tsx";
import type { Icon } from "../glyph.tsx";
import { ProgressBar } from "../progress-bar.tsx";
import { Tile } from "../tile.tsx";
import "./gallery.css";
import { SampleShell } from "./sample-shell.tsx";

const keyHints = [
  { keys: ["J", "K"], label: "Next, previous" },
  { keys: ["1", "2", "3"], label: "Choose" },
  { keys: ["Enter"], label: "Open the order" },
  { keys: ["A"], label: "Give to someone" },
  { keys: ["S"], label: "Send now" },
  { keys: ["?"], label: "All keys" },
];

function Line({ icon, words, time }: { readonly icon?: Icon; readonly words: string; readonly time: string }) {
  return (
    <div className="row" style={{ minHeight: 29 }}>
      {icon !== undefined && <Glyph icon={icon} size={16} stroke={2.2} />}
      <span className="grow">{words}</span>
      <span className="soft">{time}</span>
    </div>
  );
}

export function SyncPage() {
  return (
    <SampleShell
      current="sync"
      title="Sync and exceptions"
      keyHints={keyHints}
      connection={{
        tone: "refused",
        headline: "Hub refused 1",
        details: ["Waiting to send: 3", "Last synced 17:31"],
      }}
    >
      <div className="gallery-sync">
        <div className="card tile-strip">
          <Tile
            lead="label"
            icon={IconDeviceFloppy}
            label="On this computer"
            figure="Everything saved"
            detail="41,208 facts, last backup 17:00"
          />
          <Tile
            lead="label"
            icon={IconCloudUpload}
            label="Waiting to send"
            figure="3"
            detail="oldest from 17:38, goes by itself"
          />
          <Tile
            lead="label"
            icon={IconClock}
            label="Last synced"
            figure="17:31"
            detail="trying again every 10 seconds"
          />
          <Tile
            lead="label"
            icon={IconRefresh}
            label="First download"
            figure="Open work complete"
            detail={
              <>
                <ProgressBar label="History" value={64_100} maximum={100_000} words="64,100 of 100,000 orders" />
                history: 64,100 of 100,000 orders
              </>
            }
          />
        </div>
        <div className="stack" style={{ gap: 10 }}>
          <div className="row" style={{ height: 30 }}>
            <h2 className="section-head">Needs a decision</h2>
            <span className="soft">3 open, 1 yours</span>
          </div>
          <DecisionCard
            isCurrent
            title="#536541: cancelled at the desk, packed at the bench"
            owner="Yours, 1 h 19 min old"
            detail="Both happened while Pack bench 2 had no line, 16:20 to 17:28."
            evidence={[
              { icon: IconBan, what: "Customer cancelled", source: "Order desk 1, Wed 1 Dec, 16:21" },
              { icon: IconPackage, what: "Packed, label printed", source: "Pack bench 2, Wed 1 Dec, 16:34" },
            ]}
            question="The box is closed and has not left. What should happen?"
            choices={[
              { id: "stop", label: "Stop it and put the stock back", keys: ["1"] },
              { id: "ship", label: "Ship it anyway", keys: ["2"] },
              { id: "ask", label: "Ask the customer", keys: ["3"] },
            ]}
          />
          <DecisionCard
            title="#536564: address changed after the label was printed"
            owner="Shift lead, 58 min old"
            detail="The printed label has the old address."
            evidence={[
              { icon: IconMapPin, what: "Address now Leeds LS1 4DT", source: "Order desk 1, Wed 1 Dec, 16:40" },
              { icon: IconPrinter, what: "Label for St. Ives TR26 1HE", source: "Pack bench 2, Wed 1 Dec, 16:44" },
            ]}
            question="The box is on the bench."
            choices={[
              { id: "void", label: "Void and print a new label" },
              { id: "keep", label: "Keep the old address" },
            ]}
          />
          <DecisionCard isFolded title="#536558: count found 3, order needs 5" owner="Stock, 12 min old" />
        </div>
        <Card fill padding="none">
          <div className="gallery-part">
            <div className="row">
              <h2 className="section-head grow">Refused by the hub</h2>
              <Badge tone="wrong" icon={IconAlertCircle}>
                1
              </Badge>
            </div>
            <b>Refund of £27.15 on #536372</b>
            <div className="soft">Sent Wed 1 Dec, 16:58 from Order desk 1</div>
            <p style={{ margin: "7px 0 11px" }}>
              The hub did not take it: £27.15 was already refunded at 16:40. It is kept here and changes nothing until
              you decide.
            </p>
            <div className="row">
              <Button size="small">Send again</Button>
              <Button size="small">Discard, with reason</Button>
            </div>
          </div>
          <div className="gallery-part">
            <div className="row">
              <h2 className="section-head grow">Waiting to send</h2>
              <span className="soft">3</span>
            </div>
            <Line words="Order LS1-0411 placed" time="17:38" />
            <Line words="Payment, card terminal, £51.40" time="17:38" />
            <Line words="Note on #536575" time="17:41" />
          </div>
          <div className="gallery-part">
            <div className="row">
              <h2 className="section-head grow">Stations in Leeds</h2>
              <span className="soft">last heard of</span>
            </div>
            <Line icon={IconCircleCheck} words="Pack bench 1" time="17:31" />
            <Line icon={IconCircleCheck} words="Pack bench 2" time="17:30" />
            <Line icon={IconCloudOff} words="Pick tablet 4" time="no line since 17:12" />
          </div>
        </Card>
      </div>
    </SampleShell>
  );
}
