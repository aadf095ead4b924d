import type { BackupRow, CareState, RescueState } from "#shared/care/care.ts";
import { ok } from "#shared/kernel/result.ts";
import { refuse, type FakeBridge } from "./fake-bridge.ts";

const hour = 3_600_000;

function backup(hoursAgo: number, facts: number): BackupRow {
  const at = Date.now() - hoursAgo * hour;
  return { name: `${new Date(at).toISOString()}.sqlite`, at, facts, bytes: facts * 2400 };
}

export const fakeBackups: readonly BackupRow[] = [
  backup(2, 4120),
  backup(8, 3904),
  backup(14, 3511),
  backup(20, 3400),
  backup(44, 2210),
  backup(68, 1050),
];

const whole: CareState = {
  disk: { state: "fine", freeBytes: 182_000_000_000 },
  chain: { kind: "whole", checked: 4321, at: Date.now() - 600_000 },
  backup: { running: false, last: fakeBackups[0] ?? null, trouble: "" },
  damage: "",
  unread: 0,
  salvaged: 0,
};

/** All that can be wrong with a store, one at a time: ?care=full, ?care=chain, ... */
const states: Readonly<Record<string, CareState>> = {
  whole,
  "nearly-full": { ...whole, disk: { state: "nearly-full", freeBytes: 640_000_000 } },
  full: { ...whole, disk: { state: "full", freeBytes: 0 } },
  damaged: { ...whole, damage: "Tree 12 page 88: btreeInitPage() returns error code 11" },
  chain: {
    ...whole,
    chain: {
      kind: "broken",
      checked: 4321,
      at: Date.now(),
      problems: [
        { code: "body-changed", station: "01a1e395-ae80", sequence: 1204, kind: "order.cancelled", at: Date.now() },
      ],
    },
    unread: 3,
  },
};

const rescue: RescueState = {
  code: "damaged",
  words:
    "The store in /home/desk/.config/holdfast/store is damaged (database disk image is malformed). It was left as it is.",
  backups: fakeBackups.map((each, place) => ({ ...each, missing: place === 0 ? 201 : null })),
  hub: { address: "https://hub.example.com:7420", needsCode: false },
  fetched: null,
  asidePath: "/home/desk/.config/holdfast/store/aside",
};

/** A store that is well, unless it is asked to be ill. */
export function answerCare(bridge: FakeBridge, asked: string): void {
  const state = states[asked] ?? whole;
  bridge.answer({
    "care.state": () => ok(state),
    "care.backUp": () => ok(backup(0, 4321)),
    "care.verify": () => ok(state),
    "care.export": () => ok({ path: "/home/desk/holdfast-2026-11-16.jsonl", facts: 4321 }),
    "care.rebuild": () => ok(null),
    "care.rescue": () => ok(rescue),
    "care.restore": () => refuse("backup-broken"),
    "care.openAsIs": () => refuse("store-open"),
    "care.fromHub": ({ code, asNew }) =>
      refuse(code === null ? "code-needed" : asNew ? "wrong-code" : "not-same-station"),
  });
}
