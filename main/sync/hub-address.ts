import { err, ok, type Result } from "#shared/kernel/result.ts";

export interface HubAddress {
  /** `https://hub.example.com:7420`, without a path. */
  readonly origin: string;
  readonly secure: boolean;
}

const usualPort = "7420";

/**
 * An address as a person types it: `hub.example.com`, `192.168.1.20:7420`, `https://hub.example.com`. Without a scheme it
 * is HTTPS, but for this very computer; plain HTTP to another one must be asked for by writing `http://`.
 */
export function parseHubAddress(text: string): Result<HubAddress, "not-an-address"> {
  const typed = text.trim();
  const scheme = /^(https?):\/\//i.exec(typed)?.[1]?.toLowerCase();
  if (scheme === undefined && /^[a-z][a-z0-9+.-]*:\/\//i.test(typed)) return err("not-an-address");
  const rest = scheme === undefined ? typed : typed.slice(scheme.length + 3);
  const authority = rest.split(/[/?#]/, 1)[0] ?? "";
  if (!/^(\[[0-9a-f:.]+\]|[^\s@:[\]]+)(:\d{1,5})?$/i.test(authority)) return err("not-an-address");
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|$)/i.test(authority);
  const protocol = scheme ?? (isHere ? "http" : "https");
  const withPort = /:\d+$/.test(authority) || scheme !== undefined ? authority : `${authority}:${usualPort}`;
  try {
    const url = new URL(`${protocol}://${withPort}`);
    return ok({ origin: url.origin, secure: protocol === "https" });
  } catch {
    return err("not-an-address");
  }
}
