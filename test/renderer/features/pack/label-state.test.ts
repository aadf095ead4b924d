import { describe, expect, it } from "vitest";
import type { BoxLabel, DeviceState } from "#shared/bridge/types.ts";
import { labelState } from "#renderer/features/pack/label-state.ts";

const ready: DeviceState = { kind: "ready", detail: "", lastAt: null };

function labels(...states: (BoxLabel["state"] | "bound")[]): BoxLabel[] {
  return states.map((state, index) => ({
    parcelId: `parcel-${index}`,
    sscc: "",
    bound: state === "bound",
    jobId: `job-${index}`,
    state: state === "bound" ? "confirmed" : state,
    words: "",
    copy: 1,
  }));
}

describe("the labels of the closed boxes", () => {
  it("ask about the one in doubt before anything else", () => {
    expect(labelState(labels("failed", "unknown"), ready)).toMatchObject({ kind: "doubt", box: 2 });
  });

  it("name the one that did not print", () => {
    expect(labelState(labels("sent", "failed"), ready)).toMatchObject({ kind: "failed", box: 2 });
  });

  it("wait for the printer, or for one to be set up", () => {
    expect(labelState(labels("queued"), ready)).toEqual({ kind: "waiting" });
    expect(labelState(labels("queued"), { kind: "none" })).toMatchObject({ kind: "no-printer", box: 1 });
  });

  it("are printed when the last of them is", () => {
    expect(labelState(labels("sent", "sending"), ready)).toEqual({ kind: "printing", copy: 1 });
    expect(labelState(labels("sent", "confirmed"), ready)).toEqual({ kind: "printed", copy: 1 });
  });

  it("matter no more once they are scanned on their box", () => {
    expect(labelState(labels("bound", "sent"), ready)).toEqual({ kind: "printed", copy: 1 });
  });
});
