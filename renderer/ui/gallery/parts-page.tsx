import { IconBan, IconPackage, IconPhone, IconPrinter, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { Button } from "../button.tsx";
import { Card } from "../card.tsx";
import { Checkbox } from "../checkbox.tsx";
import { CommandPalette } from "../command-palette.tsx";
import { DefinitionList } from "../definition-list.tsx";
import { Dialog } from "../dialog.tsx";
import { KeyHelp } from "../key-help.tsx";
import { Notice } from "../notice.tsx";
import { NumberField } from "../number-field.tsx";
import { Pill } from "../pill.tsx";
import { Select } from "../select.tsx";
import { TextField } from "../text-field.tsx";
import { Timeline } from "../timeline.tsx";
import "./gallery.css";
import { SampleShell } from "./sample-shell.tsx";

type Open = "palette" | "keys" | "dialog" | undefined;

const isOpen = new URLSearchParams(location.search).get("open");
const first: Open = isOpen === "palette" || isOpen === "keys" || isOpen === "dialog" ? isOpen : undefined;

function Popups() {
  const [open, setOpen] = useState<Open>(first);
  const close = () => setOpen(undefined);
  return (
    <Card title="What floats">
      <div className="row row-wrap" style={{ marginTop: 10 }}>
        <Button keys={["Ctrl", "K"]} onPress={() => setOpen("palette")}>
          Commands
        </Button>
        <Button keys={["?"]} onPress={() => setOpen("keys")}>
          All keys
        </Button>
        <Button onPress={() => setOpen("dialog")}>A question</Button>
      </div>
      <CommandPalette
        label="Commands"
        placeholder="Type what you want to do"
        nothingFound="No command has these words"
        isOpen={open === "palette"}
        onClose={close}
        onRun={() => undefined}
        commands={[
          { id: "new", label: "New order", icon: IconPhone, keys: ["N"] },
          { id: "search", label: "Search orders", icon: IconSearch, keys: ["/"] },
          { id: "pack", label: "Go to the pack bench", icon: IconPackage, keys: ["G", "K"] },
          { id: "print", label: "Print the slip", icon: IconPrinter, keys: ["Ctrl", "P"] },
          { id: "cancel", label: "Cancel the order", icon: IconBan, unavailable: "It has shipped" },
        ]}
      />
      <KeyHelp
        title="All keys"
        isOpen={open === "keys"}
        onClose={close}
        note="Single letters act outside fields only. Turn them off or change them in Settings."
        groups={[
          {
            label: "Anywhere",
            hints: [
              { keys: ["Ctrl", "K"], label: "Every command" },
              { keys: ["F1"], label: "All keys of this screen" },
              { keys: ["/"], label: "Search" },
              { keys: ["N"], label: "New order" },
              { keys: ["G", "O"], label: "Go to orders" },
            ],
          },
          {
            label: "In a list",
            hints: [
              { keys: ["↑", "↓"], label: "Move" },
              { keys: ["Enter"], label: "Open" },
              { keys: ["Space"], label: "Select" },
              { keys: ["R"], label: "Release to picking" },
              { keys: ["H"], label: "Hold" },
            ],
          },
        ]}
      />
      <Dialog
        title="Put #536542 on hold?"
        isOpen={open === "dialog"}
        onClose={close}
        width="narrow"
        actions={
          <>
            <Button onPress={close}>Leave it</Button>
            <Button kind="primary" keys={["Ctrl", "Enter"]} onPress={close}>
              Hold
            </Button>
          </>
        }
      >
        <TextField label="Reason" value="" onChange={() => undefined} placeholder="Seen at every station" autoFocus />
      </Dialog>
    </Card>
  );
}

function Fields() {
  const [weight, setWeight] = useState<number | undefined>(1.25);
  const [site, setSite] = useState<"leeds" | "st-ives" | undefined>("leeds");
  const [note, setNote] = useState("");
  const [letters, setLetters] = useState(true);
  const sites = [
    { id: "leeds", label: "Leeds", detail: "4 stations" },
    { id: "st-ives", label: "St. Ives", detail: "1 station" },
  ] as const;
  return (
    <Card title="Fields">
      <div className="stack" style={{ marginTop: 10 }}>
        <NumberField
          label="Weight"
          suffix="kg"
          minimum={0}
          step={0.01}
          value={weight}
          onChange={setWeight}
          description="As the scale says, with the box"
        />
        <Select label="Site" choices={sites} selected={site} onSelect={setSite} />
        <div className="row">
          <Select label="Site" isLabelHidden shape="pill" choices={sites} selected={site} onSelect={setSite} />
          <Pill label="Channel: web" onRemove={() => undefined} removeLabel="Remove filter Channel: web" />
        </div>
        <TextField label="Note" lines={3} value={note} onChange={setNote} placeholder="Everyone can read it" />
        <TextField label="Order number" value="LS1-0412" onChange={() => undefined} isDisabled />
        <Checkbox isSelected={letters} onChange={setLetters}>
          Single letters are commands
        </Checkbox>
      </div>
    </Card>
  );
}

export function PartsPage() {
  return (
    <SampleShell current="" title="More parts" keyHints={[{ keys: ["?"], label: "All keys" }]}>
      <div className="gallery-parts">
        <Popups />
        <Fields />
        <Card title="Notices">
          <div className="stack stack-tight" style={{ marginTop: 10 }}>
            <Notice tone="wrong" speak="now" actions={<Button size="small">Show it</Button>}>
              <b>The printer has no paper.</b> Put a roll in. The label waits and prints by itself.
            </Notice>
            <Notice tone="held">On hold since 17:38: payment.</Notice>
            <Notice tone="unknown">Two stations changed this address. One of them must be right.</Notice>
            <Notice tone="ok">Sent. Everything on this computer is at the hub.</Notice>
            <Notice tone="go">Being picked at Pick tablet 4.</Notice>
            <Notice tone="plain">Kept as a draft.</Notice>
          </div>
        </Card>
        <Card title="What happened">
          <div style={{ marginTop: 12 }}>
            <Timeline
              label="What happened to #536541"
              entries={[
                {
                  id: "1",
                  time: "14:05",
                  dateTime: "2010-12-01T14:05:00Z",
                  icon: IconPhone,
                  words: "Order placed, 12 units, £19.95",
                  who: "Shop",
                  where: "web",
                },
                {
                  id: "2",
                  time: "16:21",
                  dateTime: "2010-12-01T16:21:00Z",
                  icon: IconBan,
                  words: "Customer cancelled",
                  who: "Maeve",
                  where: "Order desk 1",
                },
                {
                  id: "3",
                  time: "16:34",
                  dateTime: "2010-12-01T16:34:00Z",
                  icon: IconPackage,
                  words: "Packed, label printed",
                  who: "Tomasz",
                  where: "Pack bench 2",
                  mark: { kind: "unsent", words: "Waiting to send" },
                },
                {
                  id: "4",
                  time: "16:58",
                  dateTime: "2010-12-01T16:58:00Z",
                  words: "Refund of £19.95",
                  who: "Maeve",
                  where: "Order desk 1",
                  mark: { kind: "refused", words: "Refused by the hub" },
                },
              ]}
            />
          </div>
        </Card>
        <Card title="Facts of an order">
          <div style={{ marginTop: 10 }}>
            <DefinitionList
              values="words"
              entries={[
                { term: "Placed", value: "Wed 1 Dec, 14:05, web" },
                { term: "Ship by", value: "Today, 18:30" },
                { term: "Delivery", value: "Tracked 48" },
              ]}
            />
          </div>
        </Card>
      </div>
    </SampleShell>
  );
}
