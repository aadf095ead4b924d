import type { Draft } from "#shared/facts/kinds.ts";
import { stationAnswers } from "#shared/promising/answers.ts";
import { factsCollection } from "../store/collections.ts";
import { type ChannelView, channelDocument, termOf } from "#shared/channels/channel-view.ts";
import { askedDocuments, openOrdersOf, unclaimedOrders } from "../store/attention.ts";
import { channelDocuments } from "../store/work-list.ts";
import { readSync, scopeOf } from "../sync/sync-tables.ts";
import { receives } from "#shared/sync/scope.ts";
import type { Act } from "../store/fact-log.ts";
import { hubOf } from "./sharing.ts";
import { type StationContext, systemUser } from "./station-context.ts";

/** Documents looked at in one act, so that a scan that waits behind it does not feel it. */
const mostAtOnce = 20;
const answerAfterMs = 50;

/**
 * What this station does of its own accord about what others asked (shared/promising): it looks through the documents in
 * which something is asked for, whenever data changed and once after the start, so that nothing is forgotten by a crash
 * between hearing and answering. A station that has heard of no other has nobody to answer.
 */
export class Answers {
  readonly #context: StationContext;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(context: StationContext) {
    this.#context = context;
  }

  /** Facts came in, or some were written here. */
  wake(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#running
        .then(() => this.answer())
        // What could not be written is still asked for, and looked at again with the next change.
        .catch(() => undefined);
    }, answerAfterMs);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** Answers until there is nothing more to say. */
  async answer(): Promise<void> {
    if (isAlone(this.#context)) return;
    while (await this.#answerSome()) await new Promise<void>((resolve) => void setImmediate(resolve));
  }

  /** True where it said something, and so may have more to say. */
  async #answerSome(): Promise<boolean> {
    const { log, statements } = this.#context;
    const orders = [...this.#unclaimed(), ...askedDocuments(statements, "orders", 1000)];
    const stock = askedDocuments(statements, "stock", 1000);
    let said = false;
    // Once even where nothing is asked: channels are looked at every time.
    for (let start = 0; start < Math.max(1, orders.length, stock.length); start += mostAtOnce) {
      const drafts = this.#drafts(orders.slice(start, start + mostAtOnce), stock.slice(start, start + mostAtOnce), log);
      if (drafts.length === 0) continue;
      // Decided again within the write, where nothing changes under it.
      const written = await log.act(systemUser, (act) => {
        const now = this.#drafts(
          orders.slice(start, start + mostAtOnce),
          stock.slice(start, start + mostAtOnce),
          act,
          () => act.newId(),
        );
        act.append(now);
        return now.length;
      });
      said ||= written > 0;
    }
    return said;
  }

  /** Orders that others read in a file and left to this station. */
  #unclaimed(): string[] {
    const { statements, store, log } = this.#context;
    return channelsIn(this.#context, log)
      .filter((channel) => termOf(channel, store.stationId) !== undefined)
      .flatMap(({ channel }) => unclaimedOrders(statements, channel, 1000));
  }

  #drafts(
    orders: readonly string[],
    stock: readonly string[],
    from: Pick<Act, "read">,
    newId: () => string = () => "trial",
  ): readonly Draft[] {
    const { statements, store } = this.#context;
    const scope = scopeOf(statements);
    const touched = {
      orders: orders.flatMap((id) => from.read("orders", id) ?? []),
      stock: stock.flatMap((sku) => from.read("stock", sku) ?? []),
      // Of one that it does not receive it cannot have heard everything.
      channels: channelsIn(this.#context, from).filter(({ channel }) => receives(scope, channel)),
    };
    return stationAnswers(touched, store.stationId, {
      hubId: hubOf({ read: from.read.bind(from), station: store.stationId }),
      keepOf: () => 0,
      wholeIn: wholeIn(statements),
      newId,
      channelOf: (channel) => channelOf(from, channel),
      promisedOf: (sku) => openOrdersOf(statements, sku).flatMap((id) => from.read("orders", id) ?? []),
    });
  }
}

export function channelOf(from: Pick<Act, "read">, channel: string): ChannelView | undefined {
  const document = from.read("people", channelDocument(channel));
  return document?.kind === "channel" ? document : undefined;
}

/** Every channel of the company that anything is known of. */
export function channelsIn({ statements }: StationContext, from: Pick<Act, "read">): ChannelView[] {
  return channelDocuments(statements).flatMap((id) => {
    const document = from.read("people", id);
    return document?.kind === "channel" ? [document] : [];
  });
}

/** See HolderLook. A download that is over says so in the commit of its last facts, and begins anew in another epoch. */
function wholeIn(statements: StationContext["statements"]): string | undefined {
  return readSync(statements, "download")?.phase === "live" ? readSync(statements, "epoch") : undefined;
}

/** No other station's fact has ever come here. */
export function isAlone({ statements, store }: StationContext): boolean {
  const { name, columns } = store.storage.tableOf(factsCollection);
  const station = columns.get("station") ?? "";
  // Both by the index: what lies before or behind this station's own facts.
  const other = ["<", ">"].some((way) =>
    statements.of(`SELECT 1 FROM ${name} WHERE deleted = 0 AND ${station} ${way} ? LIMIT 1`).get(store.stationId),
  );
  return !other;
}
