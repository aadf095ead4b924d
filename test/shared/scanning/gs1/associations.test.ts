import { expect, it } from "vitest";
import { associationWarnings } from "#shared/scanning/gs1/associations.ts";
import { parseBracketed } from "#shared/scanning/gs1/element-string.ts";

const warnings = (text: string) => {
  const parsed = parseBracketed(text);
  return parsed.ok ? associationWarnings(parsed.value) : undefined;
};

it("warns of elements that need others, exclude others, or stand twice with two values", () => {
  expect(warnings("(01)04006381333931(17)261231(10)AB")).toEqual([]);
  expect(warnings("(3103)000123")).toEqual([{ code: "needs", ai: "3103", oneOf: [["01"], ["02"]] }]);
  expect(warnings("(01)04006381333931(37)12")).toEqual([
    { code: "excludes", ai: "01", other: "37" },
    {
      code: "needs",
      ai: "37",
      oneOf: [
        ["00", "02"],
        ["00", "8026"],
      ],
    },
  ]);
  expect(warnings("(01)04006381333931(10)A(10)B")).toEqual([{ code: "twice", ai: "10" }]);
  expect(warnings("(01)04006381333931(3102)000123(3103)000123")).toEqual([
    { code: "excludes", ai: "3102", other: "3103" },
    { code: "excludes", ai: "3103", other: "3102" },
  ]);
});
