/**
 * The protocol between a station and a hub. A change that the other side must know of gets a new number and a line here;
 * a test holds the schemas of `wire.ts` to the present number.
 */
export const protocolHistory = [
  { version: 1, what: "Enrolment by code; facts pushed, pulled, streamed and acknowledged; snapshots." },
] as const;

export const protocolVersion = 1;

/** The oldest protocol a hub still speaks. */
export const protocolFloor = 1;

/** Request header in which a station says which protocol it speaks, and reply header in which a hub does. */
export const protocolHeader = "holdfast-protocol";

/**
 * Request header in which a station says up to which of its facts the hub had told it that it holds them all, as
 * `<epoch>/<sequence>`. A hub that knows less was restored from an older copy, and finds out by this.
 */
export const acknowledgedHeader = "holdfast-acknowledged";

/** Whether a hub can talk to a station that speaks `version`. */
export function protocolProblem(version: number): "station-too-old" | "hub-too-old" | undefined {
  if (version < protocolFloor) return "station-too-old";
  return version > protocolVersion ? "hub-too-old" : undefined;
}
