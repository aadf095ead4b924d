import type { TLSSocket } from "node:tls";
import type { Agent, buildConnector, Dispatcher, request } from "undici";
import { z } from "zod";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { acknowledgedHeader, protocolHeader, protocolProblem, protocolVersion } from "#shared/sync/protocol.ts";
import type { HubRefusal } from "#shared/sync/refusals.ts";
import type { Scope } from "#shared/sync/scope.ts";
import {
  acknowledgedReplySchema,
  type AcknowledgedReply,
  copyPartBytes,
  type CopyReply,
  copyReplySchema,
  type EnrolReply,
  enrolReplySchema,
  type EnrolRequest,
  type OwnReply,
  ownReplySchema,
  type PullReply,
  pullReplySchema,
  type PushReply,
  pushReplySchema,
  refusedSchema,
  scopeReplySchema,
} from "#shared/sync/wire.ts";

/** Why a request has no answer that could be used. Expected, all of them: a line is a thing that breaks. */
export type LineProblem =
  /** Nobody there, or the connection broke: try again. */
  | { readonly kind: "no-line"; readonly detail: string }
  /** The hub said no. */
  | { readonly kind: "refused"; readonly code: HubRefusal; readonly detail: string }
  /** Something answered that is no hub, or none this Holdfast understands. */
  | { readonly kind: "not-a-hub"; readonly detail: string }
  /** Nobody this computer trusts vouches for the certificate, and no person has agreed to this one. */
  | { readonly kind: "certificate"; readonly fingerprint: string };

export type Line<Value> = Promise<Result<Value, LineProblem>>;

export interface HubLineOptions {
  /** `https://hub.example.com:7420` */
  readonly origin: string;
  readonly token?: string;
  /** SHA-256 fingerprint of the one certificate to accept although nobody vouches for it. */
  readonly fingerprint?: string | undefined;
  /** What the hub last acknowledged, as `<epoch>/<sequence>`, so that a restored hub finds out. */
  readonly acknowledged?: () => string | undefined;
}

const connectTimeoutMs = 10_000;
const answerTimeoutMs = 30_000;
/** The hub sends a sign of life more often than this; a stream that says nothing for so long is dead. */
const silenceMs = 45_000;

class UntrustedCertificate extends Error {
  override readonly name = "UntrustedCertificate";
  readonly fingerprint: string;
  constructor(fingerprint: string) {
    super(`Nobody vouches for the certificate ${fingerprint}`);
    this.fingerprint = fingerprint;
  }
}

/** The calls of the wire contract, each answered by a value: nothing that a hub or a line does makes one throw. */
export class HubLine {
  readonly #options: HubLineOptions;
  #client: Promise<Client> | undefined;
  #isClosed = false;

  constructor(options: HubLineOptions) {
    this.#options = options;
  }

  enrol(asked: EnrolRequest): Line<EnrolReply> {
    return this.#ask("POST", "/v1/enrol", enrolReplySchema, JSON.stringify(asked));
  }

  /** Facts as JSON texts. */
  push(facts: readonly string[]): Line<PushReply> {
    return this.#ask("POST", "/v1/facts", pushReplySchema, `{"facts":[${facts.join(",")}]}`);
  }

  /**
   * `own`: the station's own facts, too, for a store that was made anew or is an older copy. `inOrder`: as they came to the
   * hub, for a store that nobody can work with before it has all of them.
   */
  pull(asked: {
    readonly after: string | undefined;
    readonly limit: number;
    readonly own?: boolean;
    readonly inOrder?: boolean;
  }): Line<PullReply> {
    const query = new URLSearchParams({ limit: String(asked.limit) });
    if (asked.own) query.set("own", "true");
    // From nothing, what open work stands on comes first: the station can be used while its history still streams.
    if (asked.after !== undefined) query.set("after", asked.after);
    else if (!asked.inOrder) query.set("phase", "open");
    return this.#ask("GET", `/v1/facts?${query.toString()}`, pullReplySchema);
  }

  /** `held`: number of the station's own last fact; `hubHeld`: of the hub's own last fact that is here. */
  acknowledged({ held, hubHeld }: { readonly held: number; readonly hubHeld: number }): Line<AcknowledgedReply> {
    return this.#ask("GET", `/v1/acknowledged?held=${held}&hubHeld=${hubHeld}`, acknowledgedReplySchema);
  }

  /** What the station wants to receive from now on; gives what the hub has written down. */
  chooseScope(scope: Scope): Line<{ scope: Scope }> {
    return this.#ask("PUT", "/v1/scope", scopeReplySchema, JSON.stringify({ scope }));
  }

  /** For a station that has lost its store. */
  own(): Line<OwnReply> {
    return this.#ask("GET", "/v1/own", ownReplySchema);
  }

  /** What the hub has made ready for a station that comes new. */
  copy(): Line<CopyReply> {
    return this.#ask("GET", "/v1/copy", copyReplySchema);
  }

  /** One part of it, packed. */
  async copyPart(copy: string, part: number, signal: AbortSignal): Line<Uint8Array<ArrayBuffer>> {
    const sent = await this.#send("GET", `/v1/copy/part?copy=${copy}&part=${part}`, { signal });
    if (!sent.ok) return sent;
    const { statusCode, body } = sent.value;
    if (statusCode !== 200) return err(await refusalOf(statusCode, body));
    return readBytes(body, 2 * copyPartBytes);
  }

  /** The live stream from a checkpoint on, as text; it ends when `signal` says so or the line breaks. */
  async stream(after: string | undefined, signal: AbortSignal): Line<AsyncIterable<Uint8Array>> {
    const headers = { accept: "text/event-stream", ...(after === undefined ? {} : { "last-event-id": after }) };
    const sent = await this.#send("GET", "/v1/stream", { headers, signal });
    if (!sent.ok) return sent;
    const { statusCode, body } = sent.value;
    if (statusCode === 200) return ok(body);
    return err(await refusalOf(statusCode, body));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await (await this.#client)?.agent.destroy();
  }

  async #ask<Shape extends z.ZodType>(
    method: "GET" | "POST" | "PUT",
    path: string,
    shape: Shape,
    body?: string,
  ): Line<z.output<Shape>> {
    const sent = await this.#send(method, path, body === undefined ? {} : { body });
    if (!sent.ok) return sent;
    const { statusCode, headers, body: answer } = sent.value;
    if (statusCode !== 200) return err(await refusalOf(statusCode, answer));
    const spoken = Number(headers[protocolHeader]);
    if (protocolProblem(spoken) === "hub-too-old") return err({ kind: "refused", code: "station-too-old", detail: "" });
    const text = await readText(answer);
    if (!text.ok) return text;
    const parsed = shape.safeParse(jsonOf(text.value));
    if (parsed.success) return ok(parsed.data);
    return err({ kind: "not-a-hub", detail: z.prettifyError(parsed.error).slice(0, 500) });
  }

  async #send(
    method: "GET" | "POST" | "PUT",
    path: string,
    extra: { readonly body?: string; readonly headers?: Record<string, string>; readonly signal?: AbortSignal },
  ): Line<Dispatcher.ResponseData> {
    const { origin, token, acknowledged } = this.#options;
    const said = acknowledged?.();
    const headers = {
      [protocolHeader]: String(protocolVersion),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(said === undefined ? {} : { [acknowledgedHeader]: said }),
      ...(extra.body === undefined ? {} : { "content-type": "application/json" }),
      ...extra.headers,
    };
    if (this.#isClosed) return err({ kind: "no-line", detail: "closed" });
    try {
      const { body, signal } = extra;
      const client = await (this.#client ??= openClient(this.#options.fingerprint));
      return ok(
        await client.request(`${origin}${path}`, {
          method,
          headers,
          dispatcher: client.agent,
          ...(body === undefined ? {} : { body }),
          ...(signal === undefined ? {} : { signal }),
        }),
      );
    } catch (problem) {
      return err(lineProblem(problem));
    }
  }
}

interface Client {
  readonly agent: Agent;
  readonly request: typeof request;
}

/** Loaded with the first request: it is larger than all the rest of main, and a start must not wait for it. */
async function openClient(fingerprint: string | undefined): Promise<Client> {
  const undici = await import("undici");
  const agent = new undici.Agent({
    connect: pinned(undici.buildConnector, fingerprint),
    headersTimeout: answerTimeoutMs,
    bodyTimeout: silenceMs,
    keepAliveTimeout: 20_000,
  });
  return { agent, request: undici.request };
}

/**
 * Certificates that the system vouches for are accepted; of the others only the one with this fingerprint. It is looked
 * at before a byte is sent, so the token never goes to a stranger.
 */
function pinned(build: typeof buildConnector, fingerprint: string | undefined): buildConnector.connector {
  // A resumed session shows no certificate that could be looked at.
  const connect = build({ timeout: connectTimeoutMs, rejectUnauthorized: false, maxCachedSessions: 0 });
  return (options, done) =>
    connect(options, (problem, socket) => {
      if (problem) return done(problem, null);
      if (options.protocol !== "https:") return done(null, socket);
      const secured = socket as unknown as TLSSocket;
      const shown = secured.getPeerCertificate().fingerprint256;
      if (secured.authorized || shown === fingerprint) return done(null, socket);
      socket.destroy();
      return done(new UntrustedCertificate(shown), null);
    });
}

function lineProblem(problem: unknown): LineProblem {
  if (problem instanceof UntrustedCertificate) return { kind: "certificate", fingerprint: problem.fingerprint };
  const { name, message, code } = problem as { name?: unknown; message?: unknown; code?: unknown };
  // Plain HTTP spoken to a TLS port or the other way round, or something that speaks neither.
  if (name === "HTTPParserError" || /^(EPROTO|ERR_SSL_|HPE_)/.test(String(code))) {
    return { kind: "not-a-hub", detail: String(message) };
  }
  return { kind: "no-line", detail: String(code ?? message ?? problem) };
}

async function refusalOf(status: number, body: Dispatcher.ResponseData["body"]): Promise<LineProblem> {
  const text = await readText(body);
  if (!text.ok) return text.error;
  const refused = refusedSchema.safeParse(jsonOf(text.value));
  if (refused.success) return { kind: "refused", ...refused.data };
  // A proxy on the way, or a hub that is starting.
  if (status >= 500) return { kind: "no-line", detail: `HTTP ${status}` };
  return { kind: "not-a-hub", detail: `HTTP ${status}` };
}

/** Whoever sends more than `most` is no hub. */
async function readBytes(body: Dispatcher.ResponseData["body"], most: number): Line<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of body as AsyncIterable<Uint8Array>) {
      pieces.push(piece);
      length += piece.length;
      if (length > most) return err({ kind: "not-a-hub", detail: "more bytes than a part has" });
    }
  } catch (problem) {
    return err(lineProblem(problem));
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return ok(bytes);
}

async function readText(body: Dispatcher.ResponseData["body"]): Line<string> {
  try {
    return ok(await body.text());
  } catch (problem) {
    return err(lineProblem(problem));
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
