import { err, type Result } from "#shared/kernel/result.ts";
import type { NotSentCode } from "#shared/printing/send-outcome.ts";
import {
  decodeIpp,
  encodeIpp,
  type IppOperation,
  ippOperations,
  type IppReply,
  type IppRequestValue,
} from "./ipp-message.ts";
import { notSentCode } from "./network-printer.ts";

/** How a question to a printer ended without an answer. `cut`: bytes had left, so what became of them is not known. */
export type IppTrouble = { readonly kind: "not-sent"; readonly code: NotSentCode } | { readonly kind: "cut" };

export interface IppTimes {
  readonly connectMs: number;
  /** Longest silence while bytes go out or an answer is waited for. */
  readonly idleMs: number;
}

export const ippTimes: IppTimes = { connectMs: 3000, idleMs: 15_000 };

const longestReply = 4 * 1024 * 1024;

/** Asks one printer or queue, by its address `ipp://host:631/path`. */
export class IppClient {
  readonly #uri: string;
  readonly #times: IppTimes;
  #requestId = 0;

  constructor(uri: string, times: IppTimes = ippTimes) {
    this.#uri = uri;
    this.#times = times;
  }

  ask(
    operation: IppOperation,
    attributes: readonly (readonly [string, IppRequestValue])[],
    document?: Uint8Array,
  ): Promise<Result<IppReply, IppTrouble>> {
    this.#requestId += 1;
    // CUPS lists its queues without being asked about one.
    const target: readonly (readonly [string, IppRequestValue])[] =
      operation === ippOperations.cupsGetPrinters ? [] : [["printer-uri", { tag: "uri", value: this.#uri }]];
    const body = encodeIpp({
      operation,
      requestId: this.#requestId,
      attributes: [...target, ...attributes],
      ...(document ? { document } : {}),
    });
    return this.#post(body);
  }

  async #post(body: Uint8Array): Promise<Result<IppReply, IppTrouble>> {
    const { protocol, hostname, port, pathname } = addressOf(this.#uri);
    const { connectMs, idleMs } = this.#times;
    // Compiled by Node itself as they are first asked for, which a start need not wait for.
    const { request: ask } = await (protocol === "https:" ? import("node:https") : import("node:http"));
    return new Promise((resolve) => {
      let hasLeft = false;
      const options = {
        method: "POST",
        hostname,
        port,
        path: pathname,
        // A connection that was kept may have been given up by the printer: a job on it would be in doubt for nothing.
        agent: false,
        headers: { "content-type": "application/ipp", "content-length": body.length },
        // Printers sign their own certificates. The line is private, whom it leads to is as sure as the address is.
        rejectUnauthorized: false,
      };
      const request = ask(options, (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on("data", (chunk: Buffer) => {
          length += chunk.length;
          if (length > longestReply) request.destroy();
          else chunks.push(chunk);
        });
        response.on("error", () => finish(err({ kind: "cut" })));
        response.on("aborted", () => finish(err({ kind: "cut" })));
        response.on("end", () => {
          const reply = response.statusCode === 200 ? decodeIpp(Buffer.concat(chunks)) : undefined;
          finish(reply?.ok ? reply : err({ kind: "cut" }));
        });
      });
      const finish = (result: Result<IppReply, IppTrouble>): void => {
        clearTimeout(connecting);
        request.on("error", () => undefined);
        request.destroy();
        resolve(result);
      };
      const connecting = setTimeout(() => {
        if (!hasLeft) finish(err({ kind: "not-sent", code: "timeout-connecting" }));
      }, connectMs);
      request.setTimeout(idleMs, () => finish(err(hasLeft ? { kind: "cut" } : notSent("timeout-connecting"))));
      request.on("socket", (socket) => {
        // From here on bytes go out.
        socket.once(protocol === "https:" ? "secureConnect" : "connect", () => {
          hasLeft = true;
          clearTimeout(connecting);
        });
      });
      request.on("error", (trouble: NodeJS.ErrnoException) => {
        finish(err(hasLeft ? { kind: "cut" } : notSent(notSentCode(trouble.code))));
      });
      request.end(body);
    });
  }
}

function notSent(code: NotSentCode): IppTrouble {
  return { kind: "not-sent", code };
}

function addressOf(uri: string): { protocol: string; hostname: string; port: number; pathname: string } {
  const secure = uri.startsWith("ipps:");
  const { hostname, port, pathname } = new URL(uri.replace(/^ipps?:/, secure ? "https:" : "http:"));
  // A bracketed IPv6 address is for URLs alone. 631 is IPP's own port for both (RFC 8010, RFC 7472).
  const bare = hostname.replace(/^\[|\]$/g, "");
  const given = /^ipps?:\/\/(?:\[[^\]]*\]|[^/:]*):(\d+)/.exec(uri)?.[1];
  return { protocol: secure ? "https:" : "http:", hostname: bare, port: Number(given ?? (port || 631)), pathname };
}
