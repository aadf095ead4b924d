import type * as NodeHid from "node-hid";

let loaded: Promise<typeof NodeHid> | undefined;

/** Loaded when it is first wanted; where its libraries are missing (libusb, libudev) this rejects each time. */
export function hid(): Promise<typeof NodeHid> {
  loaded ??= import("node-hid").then(
    (module: typeof NodeHid & { default?: typeof NodeHid }) => module.default ?? module,
  );
  return loaded;
}
