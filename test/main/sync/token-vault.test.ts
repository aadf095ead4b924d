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

it("keeps the token in a file that only its owner may read, where the system has no key ring", async () => {
  const vault = new TokenVault(directory, undefined);
  expect(await vault.read()).toBeUndefined();
  await vault.keep("first");
  await vault.keep("secret-token");
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(await new TokenVault(directory, undefined).read()).toBe("secret-token");
  vault.forget();
  expect(await vault.read()).toBeUndefined();
});

it("does the same where there is a key ring that cannot be used", async () => {
  const nothing = () => Promise.resolve(undefined);
  await new TokenVault(directory, { seal: nothing, unseal: nothing }).keep("secret-token");
  expect(await new TokenVault(directory, undefined).read()).toBe("secret-token");
});

it("keeps it sealed by the key ring where there is one, and reads nothing once the ring is gone", async () => {
  const ring = {
    seal: (text: string) => Promise.resolve(Buffer.from(text).toReversed()),
    unseal: (sealed: Uint8Array) => Promise.resolve(Buffer.from(sealed.toReversed()).toString("utf8")),
  };
  await new TokenVault(directory, ring).keep("secret-token");
  expect(readFileSync(file(), "utf8")).not.toContain("secret-token");
  expect(await new TokenVault(directory, ring).read()).toBe("secret-token");
  expect(await new TokenVault(directory, undefined).read()).toBeUndefined();
});
