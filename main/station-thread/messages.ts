import type { BridgeEvents, BridgeReply, CallName, EventName } from "#shared/bridge/contract.ts";
import type { ToDevices } from "#shared/devices/messages.ts";
import type { Desktop } from "../bridge/handlers.ts";
import type { KeyRing } from "../sync/token-vault.ts";

/**
 * The one contract between main and the thread of its own that the station runs in. Both ends are one program of one build,
 * so the compiler holds them together; what comes from elsewhere (the window's calls, the words of the device process) is
 * passed on as it came, and parsed in the thread, where it is used. Whatever breaks this contract is a bug, and throws.
 */

/** What the thread is given as it starts. */
export interface StationThreadData {
  /** Where the store lies; made if it is not there. */
  readonly directory: string;
  readonly assets: string;
  /** Of the application. */
  readonly version: string;
}

/** What its entry is given beside. */
export interface ThreadStartData extends StationThreadData {
  /** Where the compiled form of the program lies. */
  readonly compiled: string;
}

/** What only main can do: the dialogs, the look of the window and the system's key ring are Electron's. */
export type DesktopWork = Omit<Desktop, "version" | "reopenStore"> & KeyRing;

type DesktopQuestion = {
  readonly [Name in keyof DesktopWork]: { readonly name: Name; readonly given: Parameters<DesktopWork[Name]> };
}[keyof DesktopWork];

type TheEvent = {
  readonly [Name in EventName]: { readonly name: Name; readonly event: BridgeEvents[Name] };
}[EventName];

/** What the thread is told. A number belongs to one question or one device process, and is given by the side that begins. */
export type ToThread =
  /** The window calls; `name` and `input` may be anything. */
  | { readonly kind: "call"; readonly number: number; readonly name: unknown; readonly input: unknown }
  | { readonly kind: "answered"; readonly number: number; readonly value: unknown }
  /** What was asked of main threw. */
  | { readonly kind: "failed"; readonly number: number; readonly words: string }
  | { readonly kind: "child-said"; readonly child: number; readonly message: unknown }
  | { readonly kind: "child-ended"; readonly child: number }
  /** Close the station in an orderly way; then the thread ends by itself. */
  | { readonly kind: "close" };

/** What the thread tells. */
export type FromThread =
  | { readonly kind: "reply"; readonly number: number; readonly reply: BridgeReply<CallName> }
  | ({ readonly kind: "event" } & TheEvent)
  | ({ readonly kind: "ask"; readonly number: number } & DesktopQuestion)
  /** The process of scanners and scales, which only main can start. */
  | { readonly kind: "child-start"; readonly child: number }
  | { readonly kind: "child-send"; readonly child: number; readonly message: ToDevices }
  | { readonly kind: "child-kill"; readonly child: number }
  /** The store is being opened, or is open; or it is neither. */
  | { readonly kind: "store"; readonly isOpen: boolean }
  /** A problem for the journal. */
  | { readonly kind: "note"; readonly where: string; readonly words: string };
