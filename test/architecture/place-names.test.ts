import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "./support/small-house.ts";

/** The one file that makes names of places and takes them apart. */
const home = "shared/stock/places.ts";

/** The beginning of a place's name in a text, a template or a pattern: whoever writes it forgets the site. */
const placeName = /["'`/^](?:bin|tote|transit)(?:\/|\\\/|@)/;

const isComment = (line: string): boolean => /^\s*(?:\/\/|\/?\*)/.test(line);

const places = (text: string): string[] =>
  text.split("\n").filter((line) => placeName.test(line) && !/^\s*import |from "/.test(line) && !isComment(line));

test("nobody else makes a place's name or takes one apart", () => {
  const files = ["shared", "main", "server", "preload", "renderer"].flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => `${folder}/${path}`),
  );
  expect(files.length).toBeGreaterThan(100);
  const found = files.filter(
    (path) => path !== home && places(readFileSync(join(projectFolder, path), "utf8")).length > 0,
  );
  expect(found).toEqual([]);
});

test("the scan would see one", () => {
  expect(places('const place = `bin/${bin}`;\nplace.startsWith("tote/");\n  /^bin\\//\n')).toHaveLength(3);
  expect(places("/** As `bin/A-2`. */\n")).toEqual([]);
  expect(places(readFileSync(join(projectFolder, home), "utf8")).length).toBeGreaterThan(0);
});
