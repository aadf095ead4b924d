import type { SyncTrouble } from "#shared/bridge/sync-types.ts";
import type { ReceiveProblem } from "./receiver.ts";

/** What ended a session, in the terms of the sync page. `needsPerson`: it will not pass by itself. */
export function troubleOf(problem: ReceiveProblem): SyncTrouble {
  switch (problem.kind) {
    case "no-line":
      return { code: "no-line", detail: problem.detail, needsPerson: false };
    case "not-a-hub":
      return { code: "not-a-hub", detail: problem.detail, needsPerson: true };
    case "certificate":
      return { code: "certificate-changed", detail: problem.fingerprint, needsPerson: true };
    case "not-saved":
      return { code: "disk-full", detail: problem.detail, needsPerson: true };
    case "restored":
      return { code: "no-line", detail: "", needsPerson: false };
    case "refused":
      return refusedTrouble(problem.code, problem.detail);
  }
}

function refusedTrouble(code: Extract<ReceiveProblem, { kind: "refused" }>["code"], detail: string): SyncTrouble {
  switch (code) {
    case "revoked":
    case "no-token":
    case "station-too-old":
    case "hub-too-old":
    case "station-behind":
    case "other-company":
      return { code, detail, needsPerson: true };
    case "not-now":
      return { code: "hub-busy", detail, needsPerson: false };
    default:
      return { code: "hub-refuses", detail: `${code} ${detail}`.trim(), needsPerson: true };
  }
}
