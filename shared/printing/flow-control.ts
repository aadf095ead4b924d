import { z } from "zod";

/**
 * How a printer at a serial line says that its buffer is full: by bytes (XON/XOFF), by the pair RTS/CTS, or by lowering its
 * DTR, which is our DSR. The first two the system heeds by itself; of the third no system knows.
 */
export const flowControls = ["xon-xoff", "rts-cts", "dtr-dsr"] as const;
export const flowControlSchema = z.enum(flowControls);
export type FlowControl = z.infer<typeof flowControlSchema>;

/** How Zebra's label printers leave the works (ZPL, `^SC`). */
export const usualFlowControl: FlowControl = "xon-xoff";

/** The lines of a serial port that the other side drives. */
export interface ModemLines {
  readonly dsr: boolean;
}

/** Whether the next piece may go out; `lines` is undefined where the port has none to read, as many adapters' drivers. */
export function mayTakeMore(flow: FlowControl, lines: ModemLines | undefined): boolean {
  return flow !== "dtr-dsr" || lines === undefined || lines.dsr;
}

/**
 * Bytes that go out between two looks at the lines. A printer lowers its DTR while it has room for some more: receipt
 * printers for at least 128 bytes, so that half of that never runs over.
 */
export function pieceBytes(flow: FlowControl, usual: number): number {
  return flow === "dtr-dsr" ? Math.min(64, usual) : usual;
}
