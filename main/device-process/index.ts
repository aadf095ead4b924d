import { type FromDevices, toDevicesSchema } from "#shared/devices/messages.ts";
import { DeviceRoom } from "./device-room.ts";
import { foundDevices, isGone } from "./found-devices.ts";
import { openHidLink } from "./hid-link.ts";
import { openSerialLink } from "./serial-link.ts";

/**
 * The program of the device process. Drivers and their compiled parts run here and nowhere else: when one of them crashes
 * or hangs, the app ends this process and starts another. Under Electron the app is reached by `parentPort`, under Node by
 * the channel of `fork`.
 */
// Absent under Node, whatever Electron's types say.
const { parentPort } = process as { readonly parentPort?: Electron.ParentPort };

const tell = (message: FromDevices): void => {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
};

const room = new DeviceRoom({
  tell,
  found: foundDevices,
  open: (device, path, events) =>
    device.connection === "hid" ? openHidLink(device, path, events) : openSerialLink(device, path, events),
  isGone,
});

let before: Promise<void> = Promise.resolve();
const take = (value: unknown): void => {
  const message = toDevicesSchema.safeParse(value);
  if (!message.success) return;
  // A ping asks whether this process still turns, not whether its devices do.
  if (message.data.kind === "ping") void room.take(message.data);
  else before = before.then(() => room.take(message.data));
};

if (parentPort) parentPort.on("message", (event: { readonly data: unknown }) => take(event.data));
else {
  process.on("message", take);
  process.on("disconnect", () => process.exit(0));
}
