import {
  IconBarcode,
  IconBuildingBank,
  IconCash,
  IconCheck,
  IconClock,
  IconCreditCard,
  IconReceipt,
} from "@tabler/icons-react";
import { useState } from "react";
import { Badge } from "../badge.tsx";
import { Button } from "../button.tsx";
import { Card } from "../card.tsx";
import { DefinitionList } from "../definition-list.tsx";
import { ItemPicker } from "../item-picker.tsx";
import { Keys } from "../kbd.tsx";
import { Notice } from "../notice.tsx";
import { RadioGroup } from "../radio-group.tsx";
import { TextField } from "../text-field.tsx";
import "./gallery.css";
import { SampleShell } from "./sample-shell.tsx";

const lines = [
  ["22960", "JAM MAKING SET WITH JARS", "6", "4.25", "25.50", "6 now", "28 left"],
  ["22912", "YELLOW COAT RACK PARIS FASHION", "3", "4.95", "14.85", "1 now, 2 backorder", "due 7 Dec"],
  ["84029E", "RED WOOLLY HOTTIE WHITE HEART.", "6", "3.39", "20.34", "6 now", "322 left"],
  ["21730", "GLASS STAR FROSTED T-LIGHT HOLDER", "6", "4.25", "25.50", "6 now", "12 left"],
  ["22752", "SET 7 BABUSHKA NESTING BOXES", "2", "7.65", "15.30", "2 now", "20 left"],
] as const;

const found = [
  { id: "22382", code: "22382", name: "LUNCH BAG SPACEBOY DESIGN", figures: ["£1.65", "15 to promise"] },
  { id: "22662", code: "22662", name: "LUNCH BAG DOLLY GIRL DESIGN", figures: ["£1.65", "15 to promise"] },
  { id: "20725", code: "20725", name: "LUNCH BAG RED RETROSPOT", figures: ["£1.65", "70 to promise"] },
  { id: "20727", code: "20727", name: "LUNCH BAG  BLACK SKULL.", figures: ["£1.65", "84 to promise"] },
];

const keyHints = [
  { keys: ["F2"], label: "Customer" },
  { keys: ["F3"], label: "Add item" },
  { keys: ["F4"], label: "Delivery" },
  { keys: ["F6"], label: "Discount" },
  { keys: ["F8"], label: "Payment" },
  { keys: ["Ctrl", "Enter"], label: "Place order" },
  { keys: ["Ctrl", "S"], label: "Park" },
  { keys: ["Esc"], label: "Back" },
];

function Customer() {
  return (
    <Card
      title="Customer"
      aside={
        <>
          <span className="soft small">Known since 2009, 14 orders</span>
          <Keys keys={["F2"]} />
        </>
      }
    >
      <div className="gallery-customer">
        <div>
          <div className="lead-line">
            <bdi>Gráinne Åkesson</bdi>
          </div>
          <div className="soft">+44 1736 555 0142</div>
          <div className="soft">Last order #536376, £341.75</div>
        </div>
        <div>
          <div className="small-head">Ship to</div>
          Flat 2, The Old Mill
          <br />
          St. Ives
          <br />
          TR26 1HE
        </div>
        <div>
          <div className="small-head">Bill to</div>
          Same address
          <div className="small-head gallery-gap">Account</div>
          £158.25 of £500 used, as of 17:40
        </div>
      </div>
    </Card>
  );
}

function Lines() {
  const [text, setText] = useState("lunch b");
  return (
    <Card padding="none" fill>
      <div className="gallery-lines" role="table" aria-label="Lines">
        <div role="row" className="gallery-line gallery-line-head">
          {["#", "SKU", "Item", "Qty", "Each £", "Line £", "Can promise from here"].map((head) => (
            <span key={head} role="columnheader">
              {head}
            </span>
          ))}
        </div>
        {lines.map(([sku, name, quantity, each, sum, promise, rest], place) => (
          <div key={sku} role="row" className="gallery-line">
            <span className="soft">{place + 1}</span>
            <span className="code">{sku}</span>
            <span className="strong item-name clip">{name}</span>
            <span className="strong">{quantity}</span>
            <span>{each}</span>
            <span className="strong">{sum}</span>
            <span className="row">
              {promise.includes("backorder") ? (
                <Badge tone="extra" icon={IconClock}>
                  {promise}
                </Badge>
              ) : (
                <Badge tone="ok" icon={IconCheck}>
                  {promise}
                </Badge>
              )}
              <span className="soft small">{rest}</span>
            </span>
          </div>
        ))}
        <div role="row" className="gallery-line gallery-line-new">
          <span className="soft">6</span>
          <div className="gallery-entry">
            <ItemPicker
              label="Item: SKU, name or scan"
              isLabelHidden
              icon={IconBarcode}
              text={text}
              onTextChange={setText}
              sought={text}
              rows={text.startsWith("lunch") ? found : []}
              onPick={() => setText("")}
              status="4 items"
              autoFocus
              hint={
                <>
                  <Keys keys={["↑", "↓"]} /> choose <Keys keys={["Enter"]} /> add one <Keys keys={["6 *"]} /> number and
                  * first for more
                </>
              }
            />
          </div>
          <span className="soft">1</span>
          <span />
          <span />
          <span className="soft small">Type a SKU, a name, or scan</span>
        </div>
      </div>
    </Card>
  );
}

function Totals() {
  const [payment, setPayment] = useState<"card" | "account" | "bank" | "cash">("card");
  const [reference, setReference] = useState("");
  return (
    <Card fill>
      <div className="stack fill gallery-totals">
        <h2 className="section-head">Totals</h2>
        <DefinitionList
          entries={[
            { term: "Goods, 5 lines, 23 units", value: "£101.49" },
            { term: "Tracked 48", keys: ["F4"], value: "£4.95" },
            { term: "Discount", keys: ["F6"], value: "–" },
            { term: "VAT 20 % included", value: "£17.74", isSoft: true },
          ]}
          total={{ term: "To pay", value: "£106.44" }}
        />
        <RadioGroup
          label="Payment"
          keys={["F8"]}
          selected={payment}
          onSelect={setPayment}
          choices={[
            { id: "card", label: "Card terminal", icon: IconCreditCard, keys: ["1"] },
            { id: "account", label: "On account", icon: IconReceipt, keys: ["2"] },
            { id: "bank", label: "Bank transfer", icon: IconBuildingBank, keys: ["3"] },
            { id: "cash", label: "Cash", icon: IconCash, keys: ["4"] },
          ]}
        />
        <TextField
          label="Terminal reference"
          placeholder="From the receipt"
          value={reference}
          onChange={setReference}
        />
        <Notice tone="extra" icon={IconClock}>
          <b>2 of 3 YELLOW COAT RACK</b> go as a backorder. Tell the customer: due Tue 7 Dec.
        </Notice>
        <div className="gallery-last">
          <Button kind="primary" size="large" wide keys={["Ctrl", "Enter"]}>
            Place order
          </Button>
        </div>
      </div>
    </Card>
  );
}

export function OrderDeskPage() {
  return (
    <SampleShell
      current="desk"
      title="Phone order LS1-0412"
      actions={<span className="soft small">Draft kept as you type</span>}
      connection={{
        tone: "sending",
        headline: "Saved here",
        details: ["Waiting to send: 3", "Last synced 17:31"],
      }}
      keyHints={keyHints}
    >
      <div className="gallery-desk">
        <div className="gallery-desk-left">
          <Customer />
          <Lines />
        </div>
        <Totals />
      </div>
    </SampleShell>
  );
}
