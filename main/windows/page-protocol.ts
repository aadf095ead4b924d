import { readFile } from "node:fs/promises";
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

/**
 * Once it is. Resolves when the page has its program: from then on this process may be busy for a while without keeping
 * the page from starting.
 */
export function servePages(folder: string): Promise<void> {
  const { promise, resolve } = withResolvers();
  protocol.handle(pageScheme, async (request) => {
    const { pathname } = new URL(request.url);
    const path = normalize(join(folder, decodeURIComponent(pathname)));
    if (!path.startsWith(folder + sep)) return new Response("", { status: 403 });
    try {
      const headers = {
        "content-type": types[extname(path)] ?? "application/octet-stream",
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
      };
      const bytes = new Uint8Array(await readFile(path));
      const isProgram = extname(path) === ".js";
      return new Response(isProgram ? toldWhenTaken(bytes, resolve) : bytes, { headers });
    } catch {
      return new Response("", { status: 404 });
    }
  });
  // Nothing in this app needs a camera, a location or a notification.
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  return promise;
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Bytes that say when they have been read. */
function toldWhenTaken(bytes: Uint8Array<ArrayBuffer>, taken: () => void): ReadableStream<Uint8Array> {
  let given = false;
  return new ReadableStream(
    {
      pull(controller) {
        if (!given) {
          given = true;
          controller.enqueue(bytes);
          return;
        }
        controller.close();
        taken();
      },
    },
    { highWaterMark: 0 },
  );
}
