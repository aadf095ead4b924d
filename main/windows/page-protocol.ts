import { readFileSync, statSync } from "node:fs";
import { extname, join, normalize, sep } from "node:path";
import { protocol, session } from "electron";

/** The screens are served by a scheme of our own: `file:` would give the page rights it must not have. */
export const pageScheme = "holdfast";
export const pageAddress = `${pageScheme}://app/index.html`;

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".map": "application/json",
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Positions and sizes that React sets on elements; no style sheet may come from anywhere but the app.
  "style-src-attr 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "media-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Once it is. */
export function servePages(folder: string): void {
  // Not `protocol.handle`: it loads Node's whole fetch before the first page can be answered and carries every byte of the
  // program through this process's own turns, which is a tenth of the time to the first screen.
  protocol.registerFileProtocol(pageScheme, (request, answer) => {
    const path = fileIn(folder, request.url);
    if (path === undefined) return answer({ error: netFileNotFound });
    const type = extname(path);
    const links = type === ".html" ? linksOf(readFileSync(path, "utf8")) : undefined;
    const headers = {
      "content-type": types[type] ?? "application/octet-stream",
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      ...(links && { link: links.map(linkHeader).join(", ") }),
    };
    answer({ path, headers });
  });
  // Nothing in this app needs a camera, a location or a notification.
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
}

/** Chromium's own number for it. */
const netFileNotFound = -6;

/** The file an address stands for; nothing outside the folder, and nothing that is no file. */
function fileIn(folder: string, address: string): string | undefined {
  try {
    const path = normalize(join(folder, decodeURIComponent(new URL(address).pathname)));
    return path.startsWith(folder + sep) && statSync(path).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}

/** The program, the styles and the letters a page names. */
function linksOf(page: string): readonly string[] {
  return [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/gu)].map(([, path]) => path ?? "");
}

const linkKinds: Readonly<Record<string, string>> = {
  ".js": "rel=modulepreload",
  ".css": "rel=preload; as=style",
  ".woff2": "rel=preload; as=font; type=font/woff2",
};

/**
 * Told in the page's header they are fetched while its process is still busy with setting up its screen, and not after
 * it has read the page.
 */
function linkHeader(path: string): string {
  return `</${path}>; ${linkKinds[extname(path)]}; crossorigin`;
}
