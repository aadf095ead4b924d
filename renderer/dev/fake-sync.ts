import type { ChannelPage, RefusedFact, ScopePage, SentFact, SyncState } from "#shared/bridge/sync-types.ts";
import { ok } from "#shared/kernel/result.ts";
import { type FakeBridge, refuse } from "./fake-bridge.ts";

export type SyncMood = "alone" | "calm" | "sending" | "away" | "refused" | "copy" | "first" | "trouble";

export const alone: SyncState = {
  hub: null,
  line: "alone",
  trouble: null,
  waiting: 0,
  oldestWaitingAt: null,
  refused: 0,
  broken: 0,
  lastSyncedAt: null,
  awaySince: null,
  nextTryAt: null,
  download: null,
  facts: 4120,
};

const minute = 60_000;

function fact(place: number, kind: string, body: Record<string, unknown>, orderNumber: string): SentFact {
  return { factId: `fact-${place}`, kind, body, at: Date.now() - place * minute, who: "Mira Holt", orderNumber };
}

const waits: readonly SentFact[] = [
  fact(4, "order.placed", {}, "LS-0411"),
  fact(
    3,
    "order.tenderRecorded",
    { tender: { method: "card-terminal", amountMinor: 5140, state: "captured", reference: "" } },
    "LS-0411",
  ),
  fact(1, "order.holdAdded", { type: "OPERATOR", reason: "Ring first" }, "#536575"),
];

const refusals: readonly RefusedFact[] = [
  {
    ...fact(
      64,
      "order.tenderRecorded",
      { tender: { method: "card-terminal", amountMinor: 2715, state: "captured", reference: "" } },
      "#536372",
    ),
    code: "not-allowed",
    detail: "",
  },
  {
    ...fact(80, "order.holdReleased", { holdIds: ["1"], reason: "Rang" }, "#536380"),
    code: "future-clock",
    detail: "",
  },
];

/** How the station stands with a hub that is not there. */
export function fakeSync(mood: SyncMood, now = Date.now()): SyncState {
  if (mood === "alone") return alone;
  const joined: SyncState = {
    ...alone,
    hub: { address: "https://hub.leeds.example:7420", joinedAt: now - 20 * 24 * 60 * minute, fingerprint: null },
    line: "open",
    lastSyncedAt: now - minute,
    download: { phase: "live", received: 12, remaining: 0 },
    facts: 41_208,
  };
  const waiting = { waiting: 3, oldestWaitingAt: now - 4 * minute };
  const away = {
    line: "away",
    awaySince: now - 80 * minute,
    nextTryAt: now + 20_000,
    lastSyncedAt: now - 81 * minute,
  } as const;
  switch (mood) {
    case "calm":
      return joined;
    case "sending":
      return { ...joined, ...waiting };
    case "away":
      return { ...joined, ...waiting, ...away, trouble: { code: "no-line", detail: "", needsPerson: false } };
    case "refused":
      return { ...joined, ...waiting, refused: refusals.length };
    case "copy": {
      const download = { phase: "copy", received: 482_344_960, remaining: 619_954_176 } as const;
      return { ...joined, lastSyncedAt: null, download, facts: 12 };
    }
    case "first":
      return { ...joined, lastSyncedAt: null, download: { phase: "history", received: 64_100, remaining: 35_900 } };
    case "trouble":
      return {
        ...joined,
        ...waiting,
        ...away,
        line: "stopped",
        trouble: { code: "clock-ahead", detail: String(365 * 24 * 60 * minute), needsPerson: true },
      };
  }
}

export function answerSync(bridge: FakeBridge, mood: SyncMood): void {
  let state = fakeSync(mood);
  let refused = state.refused > 0 ? refusals : [];
  let channels: ChannelPage = {
    channels: [
      {
        channel: "shopify",
        standing: "here",
        holderName: "Pack bench 1",
        isAskedHere: false,
        askedBy: [{ stationId: "station-2", name: "Pack bench 2" }],
        left: 3,
      },
    ],
    stations: [{ stationId: "station-2", name: "Pack bench 2" }],
    sharing: { pooledPercent: 50, packedAt: "here" },
  };
  let scope: ScopePage = {
    site: "main",
    channels: null,
    choices: ["shopify", "phone", "counter"],
    held: ["shopify"],
    mayPromise: 1240,
  };
  const tell = (): void => {
    bridge.emit("sync", state);
    bridge.changed("sync");
  };
  const drop = (ids: readonly string[]): void => {
    refused = refused.filter(({ factId }) => !ids.includes(factId));
    state = { ...state, refused: refused.length };
    tell();
  };
  bridge.answer({
    "sync.state": () => ok(state),
    "sync.waiting": () => ok({ facts: state.waiting > 0 ? waits : [], next: null }),
    "sync.refused": () => ok({ facts: refused, next: null }),
    "sync.tryNow": () => ok(null),
    "channels.page": () => ok(channels),
    "channels.ask": () => ok(null),
    "channels.pass": () => ok(null),
    "channels.reclaim": () => ok(null),
    "sync.configureSharing": (sharing) => {
      channels = { ...channels, sharing };
      tell();
      return ok(null);
    },
    "sync.scope": () => ok(scope),
    "sync.chooseScope": ({ site, channels: chosen }) => {
      if (state.line !== "open") return refuse("no-line");
      if (chosen && !chosen.includes("shopify")) return refuse("channel-held", "shopify");
      scope = { ...scope, site, channels: chosen };
      tell();
      return ok(null);
    },
    "sync.join": ({ code, fingerprint }) => {
      if (code === "TLS" && fingerprint === null) return refuse("certificate-unknown", "4F:1A:9C:22:0B:77:D0:33");
      if (code !== "CODE" && code !== "TLS") return refuse("wrong-code");
      state = fakeSync("calm");
      tell();
      return ok(state);
    },
    "sync.leave": () => {
      state = alone;
      tell();
      return ok(state);
    },
    "sync.sendAgain": ({ factIds }) => {
      drop(factIds);
      return ok({ stillRefused: 0 });
    },
    "sync.discard": ({ factId }) => {
      drop([factId]);
      return ok(null);
    },
  });
}
