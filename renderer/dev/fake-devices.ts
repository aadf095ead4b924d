import type { PrintJobRow } from "#shared/bridge/print-types.ts";
import type { DevicesState } from "#shared/bridge/types.ts";
import { fakeInputs, fakeScans } from "./fake-inputs.ts";
import { ok } from "#shared/kernel/result.ts";
import { noPrinters } from "#shared/printing/printer-view.ts";
import { refuse, type FakeBridge } from "./fake-bridge.ts";

function job(place: number, change: Partial<PrintJobRow>): PrintJobRow {
  return {
    jobId: `job-${place}`,
    title: `Label, #${536_540 + place}, box 1`,
    state: "sent",
    copy: 1,
    words: "",
    document: "label",
    queuedAt: Date.now() - place * 400_000,
    changedAt: Date.now() - place * 390_000,
    printerId: "printer-1",
    printerName: "Bench 1 labels",
    waits: "",
    orderId: "",
    parcelId: `parcel-${place}`,
    ...change,
  };
}

/** A scanner that reads, a printer that has run into every state a print can be in. */
export function answerDevices(bridge: FakeBridge): void {
  let state: DevicesState = {
    scanner: { kind: "ready", detail: "/dev/ttyUSB0, 9600 baud", lastAt: Date.now() - 40_000 },
    printer: { kind: "trouble", words: "The printer at 192.0.2.7 does not answer. Check that it is on and has paper." },
    inputs: fakeInputs,
    lastScans: fakeScans(),
    jobs: [
      job(1, { state: "unknown", words: "The power went while it was being sent." }),
      job(2, { state: "failed", words: "The printer did not answer. Nothing was sent." }),
      job(3, { state: "queued" }),
      job(4, { state: "sent" }),
      job(5, { state: "confirmed", copy: 2 }),
      job(6, { state: "voided", words: "The order was cancelled." }),
    ],
  };
  const setJob = (jobId: string, change: Partial<PrintJobRow>) => {
    state = { ...state, jobs: state.jobs.map((each) => (each.jobId === jobId ? { ...each, ...change } : each)) };
    bridge.changed("print-jobs");
    return ok(null);
  };
  bridge.answer({
    "devices.state": () => ok(state),
    "prints.page": () => ok({ jobs: state.jobs, next: null, waiting: 1, inDoubt: 1 }),
    "printers.state": () => ok({ printers: [], chosen: noPrinters }),
    "prints.picture": () => refuse("no-picture", "There is no printer here"),
    "templates.state": () =>
      ok({
        path: "/home/desk/templates/label.json",
        isOwn: false,
        problems: [{ file: "label.json", line: 7, field: "words.order", words: "Too long." }],
        picture: null,
        noPicture: "There is no printer here",
      }),
    "templates.makeOwn": ({ kind }) => ok({ path: `/home/desk/templates/${kind}.json` }),
    "prints.answer": ({ jobId, printed }) => setJob(jobId, { state: printed ? "confirmed" : "queued", words: "" }),
    "prints.retry": ({ jobId }) => setJob(jobId, { state: "queued", words: "" }),
    "prints.again": ({ parcelId }) => {
      const present = state.jobs.find((each) => each.parcelId === parcelId);
      if (!present) return refuse("job-unknown");
      setJob(present.jobId, { state: "queued", copy: present.copy + 1 });
      return ok({ copy: present.copy + 1 });
    },
    "prints.test": () => ok(null),
    "devices.remember": () => ok(null),
    "devices.forget": () => ok(null),
    "devices.teachWedge": () => ok(null),
    "devices.setTolerance": () => ok(null),
    "documents.saveScannerCard": () => ok({ path: "/home/desk/scanner-card.pdf" }),
  });
}
