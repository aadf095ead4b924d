import { z } from "zod";
import { scaleProtocols } from "../weighing/serial-scales.ts";
import { weightUnits } from "../weighing/weight.ts";

const usbId = z.string().regex(/^(?:[0-9a-f]{4})?$/);

/**
 * How a device is known again after it was unplugged: by its USB ids and serial number, else by where it is plugged in.
 * Names of ports and paths change; these do not.
 */
export const deviceIdentitySchema = z.object({
  /** Four hex digits; empty for what is not on USB. */
  vendorId: usbId,
  productId: usbId,
  /** Empty where the maker gave none. */
  serialNumber: z.string().max(200),
  /** Port or path when it was last seen. */
  path: z.string().max(500),
});
export type DeviceIdentity = z.infer<typeof deviceIdentitySchema>;

/** Settings of a serial line; virtual ones over USB take anything. */
export const serialLineSchema = z.object({
  baudRate: z.int().min(300).max(921_600),
  dataBits: z.union([z.literal(7), z.literal(8)]),
  parity: z.enum(["none", "even", "odd"]),
  stopBits: z.union([z.literal(1), z.literal(2)]),
});
export type SerialLine = z.infer<typeof serialLineSchema>;

export const usualLine: SerialLine = { baudRate: 9600, dataBits: 8, parity: "none", stopBits: 1 };

export const deviceUseSchema = z.enum(["scanner", "scale"]);
export type DeviceUse = z.infer<typeof deviceUseSchema>;

/** A scanner or scale that belongs to a station, as it was set up. */
export const rememberedDeviceSchema = z.object({
  deviceId: z.string().min(1).max(200),
  /** What people call it. */
  name: z.string().trim().min(1).max(60),
  use: deviceUseSchema,
  connection: z.enum(["serial", "hid"]),
  identity: deviceIdentitySchema,
  /** The rest is for serial devices alone. */
  line: serialLineSchema,
  suffix: z.enum(["line-end", "none"]),
  protocol: z.enum(scaleProtocols),
  /** What the scale is set to, for a protocol that does not send it. */
  unit: z.enum(weightUnits),
  /** Whose scans these are; empty: whoever is signed in. */
  personId: z.string().max(200),
});
export type RememberedDevice = z.infer<typeof rememberedDeviceSchema>;

/** A device that is plugged in now. */
export const foundDeviceSchema = z.object({
  connection: z.enum(["serial", "hid"]),
  /** What it surely is: HID devices say so themselves, a serial port may be anything. */
  use: z.enum(["scanner", "scale", "any"]),
  identity: deviceIdentitySchema,
  /** Maker and model as the device tells them; may be empty. */
  name: z.string().max(300),
});
export type FoundDevice = z.infer<typeof foundDeviceSchema>;

/** Which of the devices found is the one remembered. */
export function findAgain(
  remembered: Pick<RememberedDevice, "connection" | "identity">,
  found: readonly FoundDevice[],
): FoundDevice | undefined {
  const { connection, identity } = remembered;
  const alike = found.filter(
    (device) =>
      device.connection === connection &&
      device.identity.vendorId === identity.vendorId &&
      device.identity.productId === identity.productId,
  );
  const inPlace = alike.find((device) => device.identity.path === identity.path);
  if (identity.vendorId === "") return inPlace;
  if (identity.serialNumber !== "")
    return alike.find((device) => device.identity.serialNumber === identity.serialNumber);
  // Two of a model without serial numbers are only told apart by their places.
  return inPlace ?? (alike.length === 1 ? alike[0] : undefined);
}

/** A name for the page that lists it: as the device tells, else by its port. */
export function nameOfFound({ name, identity }: FoundDevice): string {
  return name === "" ? identity.path : name;
}
