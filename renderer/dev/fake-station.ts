import type { StationState } from "#shared/bridge/types.ts";
import { answerBench } from "./fake-bench.ts";
import { createFakeBridge, type FakeBridge } from "./fake-bridge.ts";
import { answerCare } from "./fake-care.ts";
import { answerChanges, seedYork } from "./fake-changes.ts";
import { answerDecisions } from "./fake-decisions.ts";
import { answerDesk, readyStation } from "./fake-desk.ts";
import { answerDevices } from "./fake-devices.ts";
import { answerImport } from "./fake-import.ts";
import { createFakeLog, type FakeLog } from "./fake-log.ts";
import { answerSync, type SyncMood } from "./fake-sync.ts";
import { fakeOrderId, holdForShow, seedDay } from "./fake-orders.ts";

export interface FakeStation {
  readonly bridge: FakeBridge;
  readonly log: FakeLog;
}

export interface FakeStationOptions {
  readonly state?: StationState;
  readonly orders?: number;
  readonly importing?: "none" | "half" | "done";
  /** See fake-care.ts. */
  readonly care?: string;
  readonly sync?: SyncMood;
  /** `some`: two exceptions wait. */
  readonly decisions?: string;
  /** Another station keeps the newest order, and has sent units here. */
  readonly york?: boolean;
}

/** A whole station in memory: real rules, invented goods. For looking at screens, and for their tests. */
export function createFakeStation(options: FakeStationOptions = {}): FakeStation {
  const { state = readyStation(), orders = 95, importing = "none" } = options;
  const { care = "whole", sync = "alone", decisions = "none" } = options;
  const bridge = createFakeBridge();
  const log = createFakeLog("station-a");
  seedDay(log, Date.now(), orders);
  if (orders > 90) holdForShow(log, 90, Date.now());
  if (options.york) seedYork(log, fakeOrderId(orders - 1), Date.now());
  answerDesk(bridge, log, state);
  answerChanges(bridge, log);
  answerDecisions(bridge, log, decisions);
  answerDevices(bridge);
  answerCare(bridge, care);
  answerImport(bridge, importing);
  answerSync(bridge, sync);
  answerBench(bridge, log);
  return { bridge, log };
}
