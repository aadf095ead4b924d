import { appendFileSync, chmodSync, mkdirSync, readdirSync, statSync, truncateSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { longestRow, readCsv, readHeader } from "#main/adapters/files/csv-reader.ts";
import { countBytes } from "#main/adapters/files/open-file.ts";
import { createFolder, readWhole } from "./support/files.ts";

const folder = createFolder();
afterAll(() => folder.remove());

let count = 0;
function file(content: string | Uint8Array): string {
  count += 1;
  return folder.write(`file-${count}.csv`, content);
}

async function rowsOf(content: string | Uint8Array): Promise<unknown[]> {
  const { rows, refusal } = await readWhole(file(content));
  expect(refusal).toBeUndefined();
  return rows.map((row) => [row.line, ...row.cells]);
}

async function refusalOf(content: string | Uint8Array): Promise<unknown> {
  return (await readWhole(file(content))).refusal;
}

describe("rows and their lines", { timeout: 60_000 }, () => {
  test("cells hold commas, quotation marks, line breaks and any script", async () => {
    expect(await rowsOf('sku,name\nA,"one, two"\nB,"12"" arm\n(brass)"\nC,Zoë 東京 🕯\n')).toEqual([
      [2, "A", "one, two"],
      [3, "B", '12" arm\n(brass)'],
      [5, "C", "Zoë 東京 🕯"],
    ]);
  });

  test.each(["\n", "\r\n", "\r"])(
    "lines may end in %j, also inside a cell, and the last may end in none",
    async (end) => {
      const text = ["sku,name", "A,one", '"B","two', 'lines"', "", "C,three"].join(end);
      expect(await rowsOf(text)).toEqual([
        [2, "A", "one"],
        [3, "B", `two${end}lines`],
        [6, "C", "three"],
      ]);
    },
  );

  test("line ends of several kinds in one file are all line ends", async () => {
    expect(await rowsOf("sku,name\r\nA,1\nB,2\rC,3\r\n\r\n\nD,4")).toEqual([
      [2, "A", "1"],
      [3, "B", "2"],
      [4, "C", "3"],
      [7, "D", "4"],
    ]);
  });

  test("the delimiter is the header's: comma, semicolon or tab", async () => {
    expect(await rowsOf("sku;name\nA;one, two\n")).toEqual([[2, "A", "one, two"]]);
    expect(await rowsOf("sku\tname\nA\tone; two\n")).toEqual([[2, "A", "one; two"]]);
    expect(await rowsOf('sku,"a;b;c"\nA,one\n')).toEqual([[2, "A", "one"]]);
  });

  test("a row of more or fewer values than the header is handed over as it is", async () => {
    expect(await rowsOf("sku,name\nA\nB,two,three\nC,three\n")).toEqual([
      [2, "A"],
      [3, "B", "two", "three"],
      [4, "C", "three"],
    ]);
  });

  test("a quotation mark within a bare value is itself", async () => {
    expect(await rowsOf('sku,name\nA,12" arm\nB,"""Hello"" he said"\n')).toEqual([
      [2, "A", '12" arm'],
      [3, "B", '"Hello" he said'],
    ]);
  });

  test("text after a closing quotation mark marks its row as damaged, the next row is sound", async () => {
    const { rows } = await readWhole(file('sku,name\nA,"12" arm"\nB,two\n'));
    expect(rows).toEqual([
      { line: 2, lastLine: 2, cells: ["A", '"12" arm"'], damage: "stray-quote" },
      { line: 3, lastLine: 3, cells: ["B", "two"] },
    ]);
  });

  test("any table comes back cell for cell with right lines, wherever the file is cut into pieces", async () => {
    const cell = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom("", '"', '""', ",", "\n", "\r\n", "\r", "é", "a,b", "🕯"),
    );
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom("\n", "\r\n"), fc.nat(200_000), async (rows, end, filler) => {
        // Made of whole characters of three bytes, so that cuts fall inside them.
        const wide = "東".repeat(Math.floor(filler / 3));
        const written = [[wide, "x", "y"], ...rows].map((row) => row.map((text) => text.replaceAll("\u0000", "")));
        let line = 2;
        const expected = written.map((cells) => {
          const breaks = cells.map((text) => text.split(/\r\n|\r|\n/).length - 1);
          const row = { line, lastLine: line + breaks.reduce((sum, each) => sum + each, 0), cells };
          line = row.lastLine + 1;
          return row;
        });
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const text = [["a", "b", "c"], ...written].map((row) => row.map(quote).join(",")).join(end);
        const { rows: read, refusal } = await readWhole(file(text));
        expect(refusal).toBeUndefined();
        expect(read).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  test("rows come in batches of the asked size with the bytes read so far", async () => {
    const { events } = await readWhole(file(`sku,name\n${"A,one\n".repeat(1200)}`), { batchRows: 500 });
    expect(events.map((event) => (event.kind === "rows" ? event.rows.length : event.kind))).toEqual([
      "header",
      500,
      500,
      200,
      "finished",
    ]);
    const read = events.flatMap((event) => (event.kind === "rows" ? [event.bytesRead] : []));
    expect(read).toEqual(read.toSorted((one, other) => one - other));
    expect(read.at(-1)).toBe(9 + 6 * 1200);
    expect(events.at(-1)).toEqual({ kind: "finished", rows: 1200 });
  });
});

describe("encodings", () => {
  const text = "sku,name\nA,Zoë 東京 🕯\nB,two\n";
  const rows = [
    [2, "A", "Zoë 東京 🕯"],
    [3, "B", "two"],
  ];
  const utf16le = Buffer.from(`\ufeff${text}`, "utf16le");

  test("UTF-8 with or without its mark, UTF-16 of both orders by theirs", async () => {
    const utf16be = Buffer.from(utf16le).swap16();
    for (const bytes of [text, `\ufeff${text}`, utf16le, utf16be]) expect(await rowsOf(bytes)).toEqual(rows);
    const header = await readHeader(file(utf16be));
    expect(header.ok && [header.value.encoding, header.value.cells]).toEqual(["utf-16be", ["sku", "name"]]);
  });

  test("bytes that are not UTF-8 are refused by line, and an older Windows file is offered as one", async () => {
    const path = file(Buffer.from("sku,name\nA,one\nB,Zo\xeb\n", "latin1"));
    const { rows: before, refusal } = await readWhole(path);
    expect([before, refusal]).toEqual([[], { code: "not-utf-8", line: 3, fitsWindows1252: true }]);
    const agreed = await readWhole(path, { encoding: "windows-1252" });
    expect(agreed.rows.map((row) => row.cells)).toEqual([
      ["A", "one"],
      ["B", "Zoë"],
    ]);
  });

  test("Windows-1252 is offered only where each byte of the whole file has a meaning in it", async () => {
    const late = Buffer.concat([
      Buffer.from("sku,name\nA,Zo\xeb\n", "latin1"),
      Buffer.from("B,two\n".repeat(30_000)),
      Buffer.from([0x81, 0x0a]),
    ]);
    expect(await refusalOf(late)).toEqual({ code: "not-utf-8", line: 2, fitsWindows1252: false });
    const forced = await readWhole(file(late), { encoding: "windows-1252" });
    expect([forced.refusal, forced.rows.length > 0]).toEqual([{ code: "not-windows-1252", line: 30_003 }, true]);
  });

  test("a mark of UTF-8 wins over what a person said", async () => {
    const { rows: read } = await readWhole(file(`\ufeff${text}`), { encoding: "windows-1252" });
    expect(read[0]?.cells).toEqual(["A", "Zoë 東京 🕯"]);
  });

  test("a character cut off at the end is noticed", async () => {
    expect(await refusalOf(Buffer.from(`${text}C,東`).subarray(0, -1))).toEqual({
      code: "not-utf-8",
      line: 4,
      fitsWindows1252: false,
    });
    expect(await refusalOf(utf16le.subarray(0, -1))).toEqual({ code: "broken-utf-16", line: 3 });
  });

  test("pictures, workbooks and UTF-16 without its mark are no text", async () => {
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
    expect(await refusalOf(picture)).toMatchObject({ code: "not-text" });
    expect(await refusalOf(Buffer.from([0x50, 0x4b, 3, 4, 20, 0]))).toEqual({ code: "workbook" });
    expect(await refusalOf(utf16le.subarray(2))).toEqual({ code: "not-text", line: 1 });
    expect(await refusalOf("sku,name\nA,one\nB,\u0000\n")).toEqual({ code: "not-text", line: 3 });
  });
});

describe("files that are not whole", { timeout: 30_000 }, () => {
  test("an empty file, a mark alone and blank lines alone are empty", async () => {
    const contents = ["", "\ufeff", "\n\r\n\n"];
    expect(await Promise.all(contents.map(refusalOf))).toEqual(contents.map(() => ({ code: "empty" })));
  });

  test("a header with nothing under it has no rows", async () => {
    const { header, refusal } = await readWhole(file("sku,name\n\n"));
    expect([header, refusal]).toEqual([["sku", "name"], { code: "no-rows" }]);
  });

  test("a quotation mark never closed is named by its line; rows above stay good, its own row is handed over as damaged", async () => {
    const { rows, refusal } = await readWhole(file('sku,name,note\nA,one,\nB,"two\nlines","three\nC,four,\nD,five,\n'));
    expect(rows).toEqual([
      { line: 2, lastLine: 2, cells: ["A", "one", ""] },
      { line: 3, lastLine: 4, cells: ["B", "two\nlines", "three"], damage: "unclosed-quote" },
    ]);
    expect(refusal).toEqual({ code: "unclosed-quote", line: 4 });
  });

  test("a file cut off anywhere gives a beginning of its rows and never more", async () => {
    const text = 'sku,name\nA,"one, ""1"""\nB,"two\nlines"\nC,three\n';
    const whole = (await readWhole(file(text))).rows;
    for (let length = 9; length < text.length; length += 1) {
      const { rows } = await readWhole(file(text.slice(0, length)));
      const sound = rows.filter((row) => row.damage === undefined);
      // The last row may have lost its end without a trace in the syntax.
      expect(sound.slice(0, -1)).toEqual(whole.slice(0, Math.max(0, sound.length - 1)));
    }
  });

  test.each([
    ["a row that never ends", `sku,name\nA,one\nB,${"x".repeat(longestRow + 200_000)}`],
    ["a quotation mark never closed in a long file", `sku,name\nA,one\nB,"${"C,two\n".repeat(300_000)}`],
    ["nothing but commas", `sku,name\nA,one\n${",".repeat(longestRow + 200_000)}`],
  ])("%s is refused before it fills the memory", async (_what, content) => {
    const { rows, refusal } = await readWhole(file(content));
    expect([rows.map((row) => row.cells), refusal]).toEqual([[["A", "one"]], { code: "row-too-long", line: 3 }]);
  });

  test("a header with a quotation mark never closed is no header", async () => {
    const { events } = await readWhole(file('sku,"name\nA,one\n'));
    expect(events).toEqual([{ kind: "stopped", refusal: { code: "unclosed-quote", line: 1 }, rows: 0 }]);
  });

  test("a header that never ends is refused too", async () => {
    expect(await refusalOf("x".repeat(2 * longestRow))).toEqual({ code: "row-too-long", line: 1 });
  });
});

describe("the file system", { timeout: 30_000 }, () => {
  test("no such file, a folder and a device each have a code of their own", async () => {
    mkdirSync(join(folder.path, "orders"));
    const refused = [
      [join(folder.path, "gone.csv"), "not-found"],
      [join(folder.path, "orders"), "folder"],
      // A device that never ends.
      ...(process.platform === "win32" ? [] : [["/dev/zero", "not-a-file"]]),
    ] as const;
    for (const [path = "", code] of refused) {
      expect((await readWhole(path)).refusal).toEqual({ code });
      expect(await readHeader(path)).toEqual({ ok: false, error: { code } });
      expect(await countBytes(path)).toEqual({ ok: false, error: { code } });
    }
  });

  test.skipIf(process.platform === "win32")("a file one may not read says so", async () => {
    const path = file("sku,name\nA,one\n");
    chmodSync(path, 0);
    chmodSync(folder.path, 0o755);
    // The superuser may read anything, so this is tried as nobody.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.("nobody");
    try {
      expect((await readWhole(path)).refusal).toEqual({ code: "no-permission" });
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  test.skipIf(process.platform !== "linux")(
    "a disk that does not answer is told with the system's own code",
    async () => {
      expect((await readWhole("/proc/self/mem")).refusal).toEqual({ code: "unreadable", detail: "EIO" });
    },
  );

  test("bytes and header are read without reading the rest", async () => {
    const path = file(`sku,name\n${"A,one\n".repeat(100_000)}`);
    expect(await countBytes(path)).toEqual({ ok: true, value: 600_009 });
    expect(await readHeader(path)).toEqual({
      ok: true,
      value: {
        cells: ["sku", "name"],
        line: 1,
        delimiter: ",",
        encoding: "utf-8",
        bytesTotal: 600_009,
        modifiedAt: Math.floor(statSync(path).mtimeMs),
      },
    });
  });

  test.each([
    ["grows", (path: string) => appendFileSync(path, "B,two\n")],
    ["shrinks", (path: string) => truncateSync(path, 300_000)],
  ])(
    "a file that %s while it is read is refused at its end; what was read before is handed over",
    async (_how, change) => {
      const path = file(`sku,name\n${"A,one\n".repeat(100_000)}`);
      let rows = 0;
      let last: unknown;
      for await (const event of readCsv(path)) {
        if (event.kind === "rows") {
          if (rows === 0) change(path);
          rows += event.rows.length;
        } else if (event.kind === "stopped") last = event.refusal;
      }
      expect(last).toEqual({ code: "changed" });
      expect(rows).toBeGreaterThan(1000);
    },
  );

  test("a second reading refuses a file that is another by now, or is gone", async () => {
    const path = file("sku,name\nA,one\n");
    const header = await readHeader(path);
    if (!header.ok) throw new Error("it was just written");
    expect((await readWhole(path, { same: header.value })).refusal).toBeUndefined();
    appendFileSync(path, "B,two\n");
    expect((await readWhole(path, { same: header.value })).refusal).toEqual({ code: "changed" });
    unlinkSync(path);
    expect((await readWhole(path, { same: header.value })).refusal).toEqual({ code: "not-found" });
  });
});

describe("stopping", () => {
  test("a stopped reading ends with the rows it had, and says so", async () => {
    const path = file(`sku,name\n${"A,one\n".repeat(100_000)}`);
    const controller = new AbortController();
    const kinds: string[] = [];
    let rows = 0;
    for await (const event of readCsv(path, { signal: controller.signal })) {
      if (event.kind === "rows") {
        rows += event.rows.length;
        controller.abort();
      } else kinds.push(event.kind === "stopped" ? event.refusal.code : event.kind);
    }
    expect(kinds).toEqual(["header", "cancelled"]);
    expect(rows).toBeLessThan(100_000);
  });

  test("a signal given beforehand reads nothing", async () => {
    const { rows, refusal } = await readWhole(file("sku,name\nA,one\n"), { signal: AbortSignal.abort() });
    expect([rows, refusal]).toEqual([[], { code: "cancelled" }]);
  });

  test("other work runs between pieces, also where every row is of a wrong width", async () => {
    const path = file(`sku,name\n${"A\n".repeat(4_000)}`);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 0);
    try {
      const { rows } = await readWhole(path, { batchRows: 1_000_000 });
      expect(rows.length).toBe(4_000);
    } finally {
      clearInterval(timer);
    }
    expect(turns).toBeGreaterThan(5);
  });

  test.skipIf(process.platform !== "linux")("whoever stops listening closes the file", async () => {
    const path = file(`sku,name\n${"A,one\n".repeat(1000)}`);
    const open = (): number => readdirSync("/proc/self/fd").length;
    const before = open();
    for (let turn = 0; turn < 50; turn += 1) {
      for await (const event of readCsv(path)) if (event.kind === "header") break;
      await countBytes(path);
    }
    expect(open()).toBeLessThan(before + 20);
  });
});
