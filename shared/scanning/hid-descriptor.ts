/** One field of an input report, by what it means (HID 1.11, section 6.2.2). */
export interface HidField {
  /** 0 where the device numbers no reports. */
  readonly reportId: number;
  readonly usagePage: number;
  readonly usage: number;
  readonly bitOffset: number;
  readonly bitSize: number;
  /** Page and usage of the application collection it stands in. */
  readonly application: number;
}

/** Longest report descriptor taken; devices have a few hundred bytes. */
const longestDescriptor = 4096;
/** Most fields of one item: what a broken device claims must not fill the memory. */
const mostFields = 4096;

interface Globals {
  usagePage: number;
  reportSize: number;
  reportCount: number;
  reportId: number;
}

/** `page << 16 | usage`, as extended usages have it. */
export function usageOf(page: number, usage: number): number {
  return page * 0x1_0000 + usage;
}

/**
 * Reads a report descriptor into the fields of its input reports. A descriptor that breaks off gives what came before;
 * nothing in it can make this throw.
 */
export function readReportDescriptor(descriptor: Uint8Array): readonly HidField[] {
  const fields: HidField[] = [];
  const offsets = new Map<number, number>();
  const stack: Globals[] = [];
  let globals: Globals = { usagePage: 0, reportSize: 0, reportCount: 0, reportId: 0 };
  let usages: number[] = [];
  let range: { least?: number; most?: number } = {};
  let depth = 0;
  let application = 0;
  const bytes = descriptor.subarray(0, longestDescriptor);
  for (let at = 0; at < bytes.length;) {
    const prefix = bytes[at] ?? 0;
    // A long item (section 6.2.2.3) carries its own length; no device uses one.
    if (prefix === 0xfe) {
      at += 3 + (bytes[at + 1] ?? 0);
      continue;
    }
    const size = [0, 1, 2, 4][prefix & 3] ?? 0;
    const value = unsigned(bytes, at + 1, size);
    at += 1 + size;
    const extended = size === 4 ? value : usageOf(globals.usagePage, value);
    switch (prefix & 0xfc) {
      case 0x04:
        globals.usagePage = value;
        break;
      case 0x74:
        globals.reportSize = Math.min(value, 64);
        break;
      case 0x94:
        globals.reportCount = Math.min(value, mostFields);
        break;
      case 0x84:
        globals.reportId = value & 0xff;
        break;
      case 0xa4:
        if (stack.length < 16) stack.push({ ...globals });
        break;
      case 0xb4:
        globals = stack.pop() ?? globals;
        break;
      case 0x08:
        if (usages.length < mostFields) usages.push(extended);
        break;
      case 0x18:
        range.least = extended;
        break;
      case 0x28:
        range.most = extended;
        break;
      case 0xa0:
        if (depth === 0) application = usages[0] ?? 0;
        depth += 1;
        [usages, range] = [[], {}];
        break;
      case 0xc0:
        depth = Math.max(0, depth - 1);
        [usages, range] = [[], {}];
        break;
      case 0x80: {
        const { reportId, reportSize, reportCount } = globals;
        const start = offsets.get(reportId) ?? (reportId === 0 ? 0 : 8);
        // Bit 0: constant, which is padding. Bit 1: variable, one field a usage; else an array of one usage.
        const isPadding = (value & 1) === 1;
        const told = isPadding ? 0 : Math.min(reportCount, mostFields - fields.length);
        for (let index = 0; index < told; index += 1) {
          const usage = usages[Math.min(index, usages.length - 1)] ?? inRange(range, index);
          if (usage === undefined) continue;
          const bitOffset = start + index * reportSize;
          fields.push({
            reportId,
            usagePage: Math.floor(usage / 0x1_0000),
            usage: usage % 0x1_0000,
            bitOffset,
            bitSize: reportSize,
            application,
          });
        }
        offsets.set(reportId, start + reportSize * reportCount);
        [usages, range] = [[], {}];
        break;
      }
      case 0x90:
      case 0xb0:
        [usages, range] = [[], {}];
        break;
      default:
        break;
    }
  }
  return fields;
}

function inRange({ least, most }: { least?: number; most?: number }, index: number): number | undefined {
  if (least === undefined) return undefined;
  return Math.min(least + index, most ?? least);
}

function unsigned(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let index = 0; index < size; index += 1) value += (bytes[at + index] ?? 0) * 2 ** (8 * index);
  return value;
}
