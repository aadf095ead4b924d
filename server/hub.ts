import type { FastifyBaseLogger } from "fastify";
import { type Database, openDatabase } from "./adapters/postgres/database.ts";
import { migrate } from "./adapters/postgres/migrations.ts";
import { listen, type Notices } from "./adapters/postgres/notices.ts";
import { type AnswerContext, answerWaiting, type HubPolicy } from "./features/answers.ts";
import { LiveFeed } from "./features/live.ts";
import { foldNewlyKnown } from "./features/newly-known.ts";
import { type HubIdentity, hubIdentity } from "./store/hub.ts";

/** What every route stands on; one a process. */
export interface Hub {
  readonly database: Database;
  readonly identity: HubIdentity;
  readonly pushing: AnswerContext;
  readonly feed: LiveFeed;
  readonly clock: () => number;
  /** Facts were committed: tells this process and the others. */
  added(): void;
  /** Called when a token was taken from a station, by this process or another. */
  onRevoked(listener: () => void): void;
  close(): Promise<void>;
}

export interface HubOptions {
  readonly url: string;
  readonly policy: HubPolicy;
  readonly clock: () => number;
  readonly log?: Pick<FastifyBaseLogger, "warn">;
}

/** Connects to the database, brings its tables up to date and begins to listen. Holds no state of its own. */
export async function openHub({ url, policy, clock, log }: HubOptions): Promise<Hub> {
  const database = openDatabase(url);
  try {
    await migrate(database);
    const identity = await hubIdentity(database, clock());
    await foldNewlyKnown(database);
    const feed = await LiveFeed.start(database, (problem) => log?.warn(problem, "new facts could not be read"));
    const pushing: AnswerContext = { database, hub: identity, policy, clock };
    const revoked = new Set<() => void>();
    let notices: Notices | undefined;
    let telling = false;
    const tell = () => {
      feed.wake();
      // One notice for all that is committed until it is out: each costs every process a look.
      if (telling) return;
      telling = true;
      setImmediate(() => {
        telling = false;
        notices?.tell("facts").catch((problem: unknown) => log?.warn(problem, "other processes could not be told"));
      });
    };
    const listening = await listen(database, url, (channel) => {
      if (channel === "facts") feed.wake();
      else {
        revoked.forEach((listener) => listener());
        // The hub may have waited for that station alone.
        answerWaiting(pushing).then(
          (said) => said > 0 && tell(),
          (problem: unknown) => log?.warn(problem, "what was asked could not be answered"),
        );
      }
    });
    notices = listening;
    // What a process that was killed had still to say.
    if ((await answerWaiting(pushing)) > 0) tell();
    return {
      database,
      identity,
      pushing,
      feed,
      clock,
      added: () => tell(),
      onRevoked: (listener) => void revoked.add(listener),
      async close() {
        await listening.close();
        await feed.close();
        await database.close();
      },
    };
  } catch (problem) {
    await database.close();
    throw problem;
  }
}
