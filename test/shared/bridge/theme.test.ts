import { expect, test } from "vitest";
import { pageQuery, themeChoices, themeIn } from "#shared/bridge/theme.ts";

test("the page reads in its address the theme it was opened with", () => {
  for (const theme of themeChoices) expect(themeIn(pageQuery(theme))).toBe(theme);
});

test.each(["", "?", "?theme=", "?theme=darker", "?dark", "?mytheme=dark"])("%j names none: the computer's", (query) => {
  expect(themeIn(query)).toBe("system");
});

test("other words beside it do not hide it", () => {
  expect(themeIn("?phase=first-run&theme=dark")).toBe("dark");
});
