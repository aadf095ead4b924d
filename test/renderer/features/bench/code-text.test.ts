import { expect, it } from "vitest";
import { readableCode } from "#renderer/features/bench/code-text.ts";

it("parts the digits of a code as they stand below its bars", () => {
  expect(readableCode("5012345678900")).toBe("5 012345 678900");
  expect(readableCode("96385074")).toBe("9638 5074");
  expect(readableCode("036000291452")).toBe("0 36000 29145 2");
  expect(readableCode("395212340000000018")).toBe("395 212 340 000 000 018");
});

it("leaves any other code as it is", () => {
  expect(readableCode("84406B")).toBe("84406B");
  expect(readableCode("12345")).toBe("12345");
});

it("leaves out what nobody can see and cuts what nobody can read", () => {
  expect(readableCode("01\u001d10AB")).toBe("0110AB");
  expect(readableCode("x".repeat(4000))).toHaveLength(60);
});
