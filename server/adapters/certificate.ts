import { X509Certificate } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { HubAdvice } from "../hub-refused.ts";

export interface Tls {
  /** PEM. */
  readonly certificate: string;
  readonly key: string;
  /** SHA-256 of the certificate, as `AB:CD:...`: what a station pins. */
  readonly fingerprint: string;
}

/** A certificate from a person's files. */
export async function givenCertificate(certificatePath: string, keyPath: string): Promise<Tls> {
  const [certificate, key] = await Promise.all(
    [certificatePath, keyPath].map((path) =>
      readFile(path, "utf8").catch((problem: Error) => {
        throw new HubAdvice(`${path} cannot be read: ${problem.message}`);
      }),
    ),
  );
  return withFingerprint(certificate ?? "", key ?? "", certificatePath);
}

/** The hub's own certificate, made at its first start. Stations trust it by its fingerprint, so it stays the same. */
export async function ownCertificate(folder: string): Promise<Tls> {
  const [certificatePath, keyPath] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  const known = await Promise.all([certificatePath, keyPath].map((path) => readFile(path, "utf8").catch(() => "")));
  if (known[0] && known[1]) return withFingerprint(known[0], known[1], certificatePath);
  const names = [hostname(), "localhost"];
  const made = await generate([{ name: "commonName", value: hostname() }], {
    keyType: "ec",
    notAfterDate: new Date(Date.now() + 20 * 365 * 24 * 3_600_000),
    extensions: [
      {
        name: "subjectAltName",
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...["127.0.0.1", ...addresses()].map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  await mkdir(folder, { recursive: true });
  await writeFile(keyPath, made.private, { mode: 0o600 });
  await writeFile(certificatePath, made.cert);
  return withFingerprint(made.cert, made.private, certificatePath);
}

function withFingerprint(certificate: string, key: string, path: string): Tls {
  try {
    return { certificate, key, fingerprint: new X509Certificate(certificate).fingerprint256 };
  } catch {
    throw new HubAdvice(`${path} holds no certificate in PEM form.`);
  }
}

/** This computer's addresses in its networks. */
export function addresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((entries) =>
    (entries ?? []).filter(({ family, internal }) => family === "IPv4" && !internal).map(({ address }) => address),
  );
}
