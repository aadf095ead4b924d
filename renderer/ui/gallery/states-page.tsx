import {
  IconAlertCircle,
  IconBan,
  IconCircleCheck,
  IconClock,
  IconFileImport,
  IconHandStop,
  IconInbox,
  IconListCheck,
  IconPackage,
  IconTruck,
} from "@tabler/icons-react";
import { useState } from "react";
import { Badge } from "../badge.tsx";
import { Button } from "../button.tsx";
import { Card } from "../card.tsx";
import { ConnectionChip } from "../connection-chip.tsx";
import { EmptyState } from "../empty-state.tsx";
import { LoadingRows } from "../loading-rows.tsx";
import { TextField } from "../text-field.tsx";
import { benchPages } from "./bench-pages.tsx";
import "./gallery.css";
import { SampleShell, calm } from "./sample-shell.tsx";

const postcode = /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/i;

function PostcodeField() {
  const [value, setValue] = useState("TR26");
  const check = (typed: string) =>
    postcode.test(typed) ? undefined : "GB postcodes have two parts. Type it like TR26 1HE.";
  const [isFresh, setFresh] = useState(true);
  return (
    <TextField
      label="Postcode"
      value={value}
      onChange={(next) => {
        setFresh(false);
        setValue(next);
      }}
      check={check}
      problem={isFresh ? check(value) : undefined}
    />
  );
}

export function StatesPage() {
  return (
    <SampleShell current="" title="States and parts" keyHints={[{ keys: ["?"], label: "All keys" }]}>
      <div className="gallery-states">
        <Card title="Connection chip">
          <div className="stack stack-tight" style={{ alignItems: "flex-start", marginTop: 10 }}>
            <ConnectionChip state={calm} onOpen={() => undefined} />
            <ConnectionChip
              state={{
                tone: "sending",
                headline: "Saved here",
                details: ["Waiting to send: 3", "Last synced 17:31"],
              }}
            />
            <ConnectionChip
              state={{
                tone: "away",
                headline: "Saved here",
                details: ["Waiting to send: 214", "No line since 16:20"],
              }}
            />
            <ConnectionChip
              state={{ tone: "urgent", headline: "Not sent for 26 h", details: ["Waiting to send: 1,204"] }}
            />
            <ConnectionChip state={{ tone: "refused", headline: "Hub refused 1", details: ["Waiting to send: 3"] }} />
            <ConnectionChip state={{ tone: "urgent", headline: "Disk nearly full", details: ["Saved here"] }} />
          </div>
        </Card>
        <Card title="Badges: icon and word, always both">
          <div className="row row-wrap" style={{ marginTop: 10 }}>
            <Badge tone="plain" icon={IconCircleCheck}>
              Ready to release
            </Badge>
            <Badge tone="go" icon={IconListCheck}>
              Picking 4 of 12
            </Badge>
            <Badge tone="go" icon={IconPackage}>
              Packing 88 of 231
            </Badge>
            <Badge tone="ok" icon={IconTruck}>
              Shipped 16:52
            </Badge>
            <Badge tone="extra" icon={IconClock}>
              Backorder: 2 of 5
            </Badge>
            <Badge tone="held" icon={IconHandStop}>
              On hold: payment
            </Badge>
            <Badge tone="unknown" icon={IconInbox}>
              Needs a decision
            </Badge>
            <Badge tone="wrong" icon={IconAlertCircle}>
              Refused by hub
            </Badge>
            <Badge tone="plain" icon={IconBan}>
              Cancelled
            </Badge>
          </div>
          <h2 className="section-head" style={{ margin: "14px 0 10px" }}>
            Buttons and focus
          </h2>
          <div className="row row-wrap">
            <Button kind="primary" keys={["Ctrl", "Enter"]}>
              Place order
            </Button>
            <Button keys={["R"]} autoFocus>
              Release
            </Button>
            <Button keys={["H"]}>Hold</Button>
            <Button kind="quiet">Add filter</Button>
            <Button isDisabled keys={["P"]}>
              Print
            </Button>
          </div>
        </Card>
        <Card title="Field that needs mending">
          <div style={{ marginTop: 10 }}>
            <PostcodeField />
          </div>
          <h2 className="section-head" style={{ margin: "14px 0 10px" }}>
            Nothing found
          </h2>
          <EmptyState
            title={'No order matches "lantern se1"'}
            actions={
              <>
                <Button size="small">Clear the search</Button>
                <Button size="small">Look in all dates</Button>
              </>
            }
          />
        </Card>
        <Card title="Loading a list (only after 150 ms)">
          <LoadingRows label="Loading orders" />
        </Card>
        <Card title="Label: one question after a crash">
          <EmptyState
            title="Did this label print?"
            detail="#536365, box 1. The power went while it was being sent. Nothing prints until you say."
            actions={
              <>
                <Button kind="primary" keys={["1"]}>
                  Yes, it is here
                </Button>
                <Button keys={["2"]}>No, print it</Button>
              </>
            }
          />
        </Card>
        <Card title="Empty: first start">
          <EmptyState
            title="No orders yet"
            detail="Drop a Shopify, WooCommerce or Amazon file here, or take a phone order."
            actions={
              <>
                <Button kind="primary" icon={IconFileImport}>
                  Import a file
                </Button>
                <Button keys={["N"]}>New order</Button>
              </>
            }
          />
        </Card>
        <div className="gallery-verdicts" aria-hidden="true" inert>
          {(["bench-ok", "bench-wrong", "bench-extra", "bench-unknown", "bench-held"] as const).map((name) => {
            const Page = benchPages[name];
            return (
              <div key={name}>
                <Page />
              </div>
            );
          })}
        </div>
      </div>
    </SampleShell>
  );
}
