import { err, ok, type Result } from "#shared/kernel/result.ts";

/** IPP on the wire (RFC 8010), as far as printing needs it. */

export const ippOperations = {
  printJob: 0x0002,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
  cupsGetPrinters: 0x4002,
} as const;
export type IppOperation = (typeof ippOperations)[keyof typeof ippOperations];

const groupTags = { operation: 0x01, job: 0x02, end: 0x03, printer: 0x04 } as const;
const valueTags = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  resolution: 0x32,
  collection: 0x34,
  endCollection: 0x37,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  language: 0x48,
  mimeType: 0x49,
  memberName: 0x4a,
} as const;

/** What a request carries; its syntax goes with the name. */
export type IppRequestValue =
  | { readonly tag: "uri" | "name" | "keyword" | "mimeType"; readonly value: string | readonly string[] }
  | { readonly tag: "integer"; readonly value: number }
  | { readonly tag: "boolean"; readonly value: boolean };

export interface IppRequest {
  readonly operation: IppOperation;
  readonly requestId: number;
  /** In this order: RFC 8010 wants the target first. */
  readonly attributes: readonly (readonly [name: string, value: IppRequestValue])[];
  readonly document?: Uint8Array;
}

export function encodeIpp({ operation, requestId, attributes, document }: IppRequest): Uint8Array {
  const parts: Buffer[] = [];
  const head = Buffer.alloc(9);
  head.writeUInt16BE(0x0200, 0);
  head.writeUInt16BE(operation, 2);
  head.writeInt32BE(requestId, 4);
  head.writeUInt8(groupTags.operation, 8);
  parts.push(head);
  parts.push(attribute(valueTags.charset, "attributes-charset", Buffer.from("utf-8")));
  parts.push(attribute(valueTags.language, "attributes-natural-language", Buffer.from("en")));
  for (const [name, value] of attributes) {
    for (const [place, bytes] of valueBytes(value).entries()) {
      parts.push(attribute(valueTags[value.tag], place === 0 ? name : "", bytes));
    }
  }
  parts.push(Buffer.from([groupTags.end]));
  if (document) parts.push(Buffer.from(document.buffer, document.byteOffset, document.byteLength));
  return Buffer.concat(parts);
}

function valueBytes(given: IppRequestValue): Buffer[] {
  switch (given.tag) {
    case "integer": {
      const bytes = Buffer.alloc(4);
      bytes.writeInt32BE(given.value);
      return [bytes];
    }
    case "boolean":
      return [Buffer.from([given.value ? 1 : 0])];
    default: {
      const values: readonly string[] = typeof given.value === "string" ? [given.value] : given.value;
      return values.map((value) => Buffer.from(value));
    }
  }
}

function attribute(tag: number, name: string, value: Buffer): Buffer {
  const bytes = Buffer.alloc(5 + Buffer.byteLength(name) + value.length);
  bytes.writeUInt8(tag, 0);
  bytes.writeUInt16BE(Buffer.byteLength(name), 1);
  bytes.write(name, 3);
  bytes.writeUInt16BE(value.length, 3 + Buffer.byteLength(name));
  value.copy(bytes, 5 + Buffer.byteLength(name));
  return bytes;
}

export type IppValue = string | number | boolean;
export type IppAttributes = ReadonlyMap<string, readonly IppValue[]>;

export interface IppReply {
  /** Below 0x0100 is success. */
  readonly status: number;
  readonly operation: IppAttributes;
  /** One of each job or printer of the answer. */
  readonly groups: readonly IppAttributes[];
}

const mostAttributes = 20_000;

/** Reads an answer from a printer, which may be anything: what is not IPP is refused, never thrown at the caller. */
export function decodeIpp(bytes: Uint8Array): Result<IppReply, "not-ipp"> {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < 9 || data.readUInt8(0) > 2) return err("not-ipp");
  const status = data.readUInt16BE(2);
  const groups: { readonly tag: number; readonly attributes: Map<string, IppValue[]> }[] = [];
  let at = 8;
  let depth = 0;
  let values: IppValue[] | undefined;
  for (let count = 0; count < mostAttributes; count += 1) {
    if (at >= data.length) return err("not-ipp");
    const tag = data.readUInt8(at);
    at += 1;
    if (tag === groupTags.end) return ok(replyOf(status, groups));
    if (tag < 0x10) {
      groups.push({ tag, attributes: new Map() });
      values = undefined;
      depth = 0;
      continue;
    }
    const name = piece(data, at);
    if (!name) return err("not-ipp");
    const value = piece(data, name.next);
    if (!value) return err("not-ipp");
    at = value.next;
    const group = groups.at(-1);
    if (!group) return err("not-ipp");
    if (tag === valueTags.endCollection) depth = Math.max(0, depth - 1);
    // What stands within a collection has no name of its own in the group.
    else if (depth === 0 && tag !== valueTags.memberName) {
      if (name.bytes.length > 0) {
        values = [];
        group.attributes.set(name.bytes.toString("utf8"), values);
      }
      const read = tag === valueTags.collection ? undefined : readValue(tag, value.bytes);
      if (read !== undefined) values?.push(read);
    }
    if (tag === valueTags.collection) depth += 1;
  }
  return err("not-ipp");
}

function replyOf(status: number, groups: readonly { tag: number; attributes: Map<string, IppValue[]> }[]): IppReply {
  return {
    status,
    operation: groups.find(({ tag }) => tag === groupTags.operation)?.attributes ?? new Map<string, IppValue[]>(),
    groups: groups
      .filter(({ tag }) => tag === groupTags.job || tag === groupTags.printer)
      .map(({ attributes }) => attributes),
  };
}

function piece(data: Buffer, at: number): { readonly bytes: Buffer; readonly next: number } | undefined {
  if (at + 2 > data.length) return undefined;
  const next = at + 2 + data.readUInt16BE(at);
  return next > data.length ? undefined : { bytes: data.subarray(at + 2, next), next };
}

function readValue(tag: number, bytes: Buffer): IppValue | undefined {
  switch (tag) {
    case valueTags.integer:
    case valueTags.enum:
      return bytes.length === 4 ? bytes.readInt32BE() : undefined;
    case valueTags.boolean:
      return bytes.length === 1 ? bytes.readUInt8() !== 0 : undefined;
    case valueTags.resolution:
      // Across, along, and a unit: 3 is dots per inch.
      return bytes.length === 9 && bytes.readInt8(8) === 3 ? bytes.readInt32BE() : undefined;
    default:
      // 0x10 to 0x1f say that there is no value; text with a language (0x35, 0x36) is not asked for.
      return tag >= 0x40 && tag < 0x4a ? bytes.toString("utf8") : undefined;
  }
}

export function textOf(attributes: IppAttributes, name: string): string {
  const [value] = attributes.get(name) ?? [];
  return typeof value === "string" ? value : "";
}

export function textsOf(attributes: IppAttributes, name: string): string[] {
  return (attributes.get(name) ?? []).filter((value) => typeof value === "string");
}

export function numberOf(attributes: IppAttributes, name: string): number | undefined {
  const [value] = attributes.get(name) ?? [];
  return typeof value === "number" ? value : undefined;
}
