import { describe, expect, test } from "vitest";
import { incompleteEntries, whyInstall } from "../../../scripts/lib/lockfile.mjs";

const wanted = {
  packages: {
    "": { version: "0.1.0" },
    "node_modules/one": { version: "1.0.0", integrity: "sha512-a" },
    "node_modules/one/node_modules/two": { version: "2.0.0", integrity: "sha512-b" },
    "node_modules/for-another-system": { version: "1.0.0", optional: true },
  },
};
const installed = {
  packages: {
    "node_modules/one": { version: "1.0.0", integrity: "sha512-a" },
    "node_modules/one/node_modules/two": { version: "2.0.0", integrity: "sha512-b" },
  },
};

describe("whyInstall", () => {
  test("nothing is installed again when node_modules holds what the lockfile asks for", () => {
    expect(whyInstall(wanted, installed)).toBeUndefined();
  });

  test("a missing or broken-off install is installed", () => {
    expect(whyInstall(wanted, undefined)).toBe("the packages are not there yet");
  });

  test("a package of another version is a reason, by its name", () => {
    const older = { packages: { ...installed.packages, "node_modules/one/node_modules/two": { version: "1.9.0" } } };
    expect(whyInstall(wanted, older)).toBe("two changed in package-lock.json");
  });

  test("a package that the lockfile gained is a reason", () => {
    const { "node_modules/one": _gone, ...rest } = installed.packages;
    expect(whyInstall(wanted, { packages: rest })).toBe("one changed in package-lock.json");
  });
});

describe("incompleteEntries", () => {
  const asker = {
    version: "1.0.0",
    dev: true,
    optionalDependencies: {
      "@tool/linux-x64-gnu": "1.0.0",
      "@tool/win32-arm64-msvc": "1.0.0",
      "not-a-system": "1.0.0",
    },
  };

  test("writes down the packages of other systems that a package asks for, by the system in their names", () => {
    expect(incompleteEntries({ "node_modules/tool": asker })).toEqual([
      [
        "node_modules/@tool/linux-x64-gnu",
        { version: "1.0.0", cpu: ["x64"], dev: true, libc: ["glibc"], optional: true, os: ["linux"] },
      ],
      [
        "node_modules/@tool/win32-arm64-msvc",
        { version: "1.0.0", cpu: ["arm64"], dev: true, optional: true, os: ["win32"] },
      ],
    ]);
  });

  test("leaves alone what is there, at the top or beside its asker", () => {
    const there = { version: "1.0.0" };
    expect(
      incompleteEntries({
        "node_modules/tool": asker,
        "node_modules/@tool/linux-x64-gnu": there,
        "node_modules/tool/node_modules/@tool/win32-arm64-msvc": there,
      }),
    ).toEqual([]);
  });
});
