import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { TokenVault } from "#main/sync/token-vault.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "holdfast-vault-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const file = (): string => join(directory, "holdfast.hub-token");

it("keeps the token in a file that only its owner may read, where the system has no key ring", () => {
  const vault = new TokenVault(directory, undefined);
  expect(vault.read()).toBeUndefined();
  vault.keep("first");
  vault.keep("secret-token");
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(new TokenVault(directory, undefined).read()).toBe("secret-token");
  vault.forget();
  expect(vault.read()).toBeUndefined();
});

it("keeps it sealed by the key ring where there is one, and reads nothing once the ring is gone", () => {
  const ring = {
    seal: (text: string) => Buffer.from(Buffer.from(text).toReversed()),
    open: (sealed: Buffer) => Buffer.from(sealed.toReversed()).toString("utf8"),
  };
  new TokenVault(directory, ring).keep("secret-token");
  expect(readFileSync(file(), "utf8")).not.toContain("secret-token");
  expect(new TokenVault(directory, ring).read()).toBe("secret-token");
  expect(new TokenVault(directory, undefined).read()).toBeUndefined();
});
