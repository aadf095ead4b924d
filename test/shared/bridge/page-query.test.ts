import { expect, test } from "vitest";
import { openedIn, pageQuery, themeIn } from "#shared/bridge/page-query.ts";
import { themeChoices } from "#shared/bridge/theme.ts";

test("the page reads in its address the theme it was opened with, and whether the page before it stopped", () => {
  for (const theme of themeChoices) {
    for (const opened of ["first", "again"] as const) {
      const query = pageQuery(theme, opened);
      expect([themeIn(query), openedIn(query)]).toEqual([theme, opened]);
    }
  }
});

test.each(["", "?", "?theme=", "?theme=darker", "?dark", "?mytheme=dark"])("%j names none: the computer's", (query) => {
  expect(themeIn(query)).toBe("system");
});

test("other words beside it do not hide it", () => {
  expect(themeIn("?phase=first-run&theme=dark")).toBe("dark");
});

test.each(["", "?opened=", "?opened=against", "?again"])("%j is a window opened for the first time", (query) => {
  expect(openedIn(query)).toBe("first");
});
