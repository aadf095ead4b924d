// What the window does not need to open: loaded in one piece once it is on its way.
export { utilityChild } from "./adapters/devices/utility-child.ts";
export { answer } from "./bridge/answer.ts";
export { makeHandlers } from "./bridge/handlers.ts";
export { signedIn } from "./features/station-context.ts";
export { closedHandlers } from "./bridge/closed-handlers.ts";
export { openStation } from "./station.ts";
