import type { StationState } from "#shared/bridge/types.ts";
import { must } from "#shared/kernel/result.ts";
import { openWindow } from "../app/open-window.tsx";
import { readyStation } from "./fake-desk.ts";
import type { SyncMood } from "./fake-sync.ts";
import { createFakeStation } from "./fake-station.ts";

// ?phase=first-run|signed-out|closed|rescue|opening  &care=nearly-full|full|damaged|chain  &orders=0|95|10000  &import=half|done  &theme=dark
// &sync=alone|calm|sending|away|refused|copy|first|trouble  &decisions=some  &york
const asked = new URLSearchParams(location.search);

const phases: Readonly<Record<string, StationState>> = {
  opening: { phase: "opening" },
  closed: {
    phase: "store-closed",
    words:
      "The store in /home/desk/.config/holdfast cannot be read: the disk answers with read errors. Nothing was changed. Copy the folder to another disk and start Holdfast there.",
  },
  rescue: { phase: "store-closed", words: "", rescue: true },
  "first-run": { phase: "first-run" },
  "signed-out": readyStation(false),
};
const state = phases[asked.get("phase") ?? ""] ?? readyStation();
const importing = asked.get("import") === "half" ? "half" : asked.get("import") === "done" ? "done" : "none";
const station = createFakeStation({
  state,
  importing,
  orders: Number(asked.get("orders") ?? 95),
  care: asked.get("care") ?? "whole",
  sync: (asked.get("sync") ?? "alone") as SyncMood,
  york: asked.has("york"),
  decisions: asked.get("decisions") ?? "none",
});
Object.assign(window, { holdfast: station.bridge });
openWindow(must(document.getElementById("root"), "the page has the root element"));
