import { createHash, randomBytes } from "node:crypto";
import { type FactEnvelope, noPrevious } from "#shared/facts/fact.ts";
import { type Draft, draft, isKnownKind, versionOf } from "#shared/facts/kinds.ts";
import { type ChainHead, seal } from "#shared/facts/seal.ts";
import { earliestStamp } from "#shared/kernel/hybrid-clock.ts";
import { uuidV7 } from "#shared/kernel/ids.ts";
import { acknowledgedHeader } from "#shared/sync/protocol.ts";
import type { Scope } from "#shared/sync/scope.ts";
import {
  type AcknowledgedReply,
  acknowledgedReplySchema,
  type EnrolReply,
  enrolReplySchema,
  type PullReply,
  pullReplySchema,
  type PushReply,
  pushReplySchema,
  streamEventSchema,
  type StreamEvent,
} from "#shared/sync/wire.ts";

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export const everything: Scope = { site: "main", channels: null };

/** A station with its first facts, enrolled. */
export async function joinedStation(
  hub: { address: string; newCode(): Promise<string> },
  letters = "A",
): Promise<HubStation> {
  const station = new HubStation(hub.address);
  station.open(letters);
  await station.enrol(await hub.newCode(), { letters });
  return station;
}

/** The wire half of a station: it records facts in a chain of its own and speaks with a hub over real HTTP. */
export class HubStation {
  readonly id: string;
  /** Where the hub is; may change between requests. */
  address: string;
  token = "";
  epoch = "";
  hubId = "";
  user = "system";
  clock: () => number;
  readonly facts: FactEnvelope[] = [];
  head: ChainHead = { sequence: 0, hash: noPrevious, stamp: earliestStamp };
  acknowledged = "";

  constructor(address: string, options: { id?: string; clock?: () => number } = {}) {
    this.address = address;
    this.clock = options.clock ?? Date.now;
    this.id = options.id ?? uuidV7(Date.now(), randomBytes(10));
  }

  record(entry: Draft, change: Partial<FactEnvelope> = {}): FactEnvelope {
    const { fact, head } = seal(this.head, {
      draft: entry,
      version: change.version ?? (isKnownKind(entry.kind) ? versionOf(entry.kind, entry.body) : 1),
      station: change.station ?? this.id,
      user: change.user ?? this.user,
      now: this.clock(),
      sha256,
      idOf: () => change.id ?? uuidV7(this.clock(), randomBytes(10)),
    });
    this.head = head;
    this.facts.push(fact);
    return fact;
  }

  /** Its first two facts, as at a first run: the station, and a person who may do everything. */
  open(letters = "A"): string {
    const { id } = this;
    this.record(
      draft(`station/${id}`, "station.opened", { stationId: id, name: `Station ${letters}`, letters, demo: false }),
    );
    const personId = uuidV7(Date.now(), randomBytes(10));
    this.record(
      draft(`person/${personId}`, "person.added", {
        personId,
        name: "Anna",
        badge: `HF-USR.${personId}`,
        pinSalt: "00",
        pinHash: "00",
        roles: ["lead", "clerk", "packer"],
      }),
    );
    this.user = personId;
    return personId;
  }

  async request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.address}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(this.acknowledged ? { [acknowledgedHeader]: this.acknowledged } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  }

  async enrol(code: string, change: Record<string, unknown> = {}): Promise<EnrolReply> {
    const response = await this.tryEnrol(code, change);
    if (!response.ok) throw new Error(`enrolment: ${response.status} ${await response.text()}`);
    const reply = enrolReplySchema.parse(await response.json());
    ({ token: this.token, epoch: this.epoch, hubId: this.hubId } = reply);
    return reply;
  }

  tryEnrol(code: string, change: Record<string, unknown> = {}): Promise<Response> {
    const { sequence, hash } = this.head;
    return this.request("POST", "/v1/enrol", {
      code,
      stationId: this.id,
      name: "A station",
      letters: "A",
      head: { sequence, hash },
      protocol: 1,
      companyId: null,
      scope: everything,
      ...change,
    });
  }

  async push(facts: readonly unknown[]): Promise<PushReply> {
    const response = await this.request("POST", "/v1/facts", { facts });
    if (!response.ok) throw new Error(`push: ${response.status} ${await response.text()}`);
    const reply = pushReplySchema.parse(await response.json());
    this.epoch = reply.epoch;
    return reply;
  }

  /** Pushes what the hub lacks until it lacks nothing. */
  async pushAll(size = 100): Promise<void> {
    let from = 1;
    while (from <= this.facts.length) {
      const reply = await this.push(this.facts.slice(from - 1, from - 1 + size));
      if (reply.results.some(({ outcome }) => outcome === "waiting")) from = reply.expected;
      else from += reply.results.length;
    }
    this.acknowledged = `${this.epoch}/${this.facts.length}`;
  }

  async pull(query: Record<string, string | number | boolean> = {}): Promise<PullReply> {
    const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    const response = await this.request("GET", `/v1/facts?${text}`);
    if (!response.ok) throw new Error(`pull: ${response.status} ${await response.text()}`);
    return pullReplySchema.parse(await response.json());
  }

  /** Everything from a checkpoint on, page by page. */
  async pullAll(
    query: Record<string, string | number | boolean> = {},
  ): Promise<{ facts: FactEnvelope[]; checkpoint: string }> {
    const facts: FactEnvelope[] = [];
    for (let after: { after: string } | object = {}; ;) {
      const page = await this.pull({ ...query, ...after });
      facts.push(...page.facts);
      if (page.upToDate) return { facts, checkpoint: page.checkpoint };
      after = { after: page.checkpoint };
    }
  }

  async acknowledgement(query = ""): Promise<AcknowledgedReply> {
    const response = await this.request("GET", `/v1/acknowledged${query}`);
    if (!response.ok) throw new Error(`acknowledged: ${response.status} ${await response.text()}`);
    return acknowledgedReplySchema.parse(await response.json());
  }

  /** Listens until `signal` aborts; calls `heard` with each event. Resolves when the stream ends. */
  async stream(heard: (event: StreamEvent) => void, signal: AbortSignal, after?: string): Promise<void> {
    const response = await fetch(`${this.address}/v1/stream`, {
      headers: { authorization: `Bearer ${this.token}`, ...(after ? { "last-event-id": after } : {}) },
      signal,
    });
    if (!response.ok || !response.body) throw new Error(`stream: ${response.status}`);
    let text = "";
    const decoder = new TextDecoder();
    try {
      for await (const piece of response.body) {
        text += decoder.decode(piece, { stream: true });
        const blocks = text.split("\n\n");
        text = blocks.pop() ?? "";
        for (const block of blocks) {
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (data !== undefined) heard(streamEventSchema.parse(JSON.parse(data)));
        }
      }
    } catch (problem) {
      if (!signal.aborted) throw problem;
    }
  }
}
