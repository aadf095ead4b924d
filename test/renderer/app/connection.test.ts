import { expect, it } from "vitest";
import type { SyncState } from "#shared/bridge/sync-types.ts";
import { connectionOf } from "#renderer/app/connection.ts";
import { alone, fakeSync } from "#renderer/dev/fake-sync.ts";
import { formatFor } from "#renderer/platform/format.ts";

const now = new Date(2026, 11, 1, 17, 42).getTime();
const format = formatFor("en-GB");
const chip = (state: SyncState | null): string => {
  const { tone, headline, details } = connectionOf(state, format, now);
  return [tone, headline, ...details].join(" | ");
};

it.each<[string, SyncState | null, string]>([
  ["before it is known", null, "calm | Saved here | No hub joined"],
  ["without a hub", alone, "calm | Saved here | No hub joined"],
  ["when all is sent", fakeSync("calm", now), "calm | Saved here | Last synced 17:41"],
  ["while something goes", fakeSync("sending", now), "sending | Saved here | Waiting to send: 3 | Last synced 17:41"],
  [
    "without a line, which is no fault",
    fakeSync("away", now),
    "away | Saved here | Waiting to send: 3 | No line since 16:22",
  ],
  [
    "when the hub refused something",
    fakeSync("refused", now),
    "refused | Hub refused 2 | Waiting to send: 3 | Last synced 17:41",
  ],
  [
    "when only a person can help",
    fakeSync("trouble", now),
    "urgent | Hub needs you | Waiting to send: 3 | Last synced 16:21",
  ],
  [
    "after a day without a line",
    { ...fakeSync("away", now), waiting: 1204, oldestWaitingAt: now - 26.5 * 3_600_000 },
    "urgent | Not sent for 26 h | Waiting to send: 1,204",
  ],
  [
    "when the disk is full",
    { ...fakeSync("calm", now), trouble: { code: "disk-full", detail: "", needsPerson: true } },
    "urgent | Disk full | Last synced 17:41",
  ],
])("says %s", (_when, state, words) => {
  expect(chip(state)).toBe(words);
});
