import { expect, test } from "vitest";
import { type FileRefusal, fileRefusalWords } from "#shared/importing/file-refusal.ts";

const refusals: readonly FileRefusal[] = [
  { code: "not-found" },
  { code: "no-permission" },
  { code: "in-use" },
  { code: "folder" },
  { code: "not-a-file" },
  { code: "empty" },
  { code: "no-rows" },
  { code: "workbook" },
  { code: "not-text", line: 3 },
  { code: "not-utf-8", line: 3, fitsWindows1252: true },
  { code: "not-utf-8", line: 3, fitsWindows1252: false },
  { code: "not-windows-1252", line: 3 },
  { code: "broken-utf-16", line: 3 },
  { code: "row-too-long", line: 3 },
  { code: "unclosed-quote", line: 3 },
  { code: "vanished" },
  { code: "changed" },
  { code: "unreadable", detail: "EIO" },
  { code: "cancelled" },
];

test.each(refusals)("$code says what happened and what to do, in plain words", (refusal) => {
  const words = fileRefusalWords(refusal, "day.csv");
  expect(words).toMatch(/^[A-Zd].+\. .+\.$/s);
  expect(words).not.toMatch(/error|invalid|failed|please|oops/i);
  if ("line" in refusal) expect(words).toContain("line 3");
});
