import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Answers, Order, Reply } from "./words.ts";

const assets = join(import.meta.dirname, "../../../assets");

/** A process that can be killed at any moment, and says so where it dies by itself. */
class Life {
  readonly child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #words = "";

  constructor(program: string, args: readonly string[], onEnd: (words: string) => void) {
    this.child = fork(program, [...args], { stdio: ["ignore", "ignore", "pipe", "ipc"] });
    this.child.stderr?.on("data", (bytes: Buffer) => (this.#words = (this.#words + bytes.toString()).slice(-8000)));
    this.#ended = once(this.child, "exit").then(() => onEnd(this.#words));
  }

  /** What it says once it is up. */
  async firstWord<Word>(): Promise<Word> {
    const died = this.#ended.then(() => {
      throw new Error(`A process ended before it was up:\n${this.#words}`);
    });
    const [word] = (await Promise.race([once(this.child, "message"), died])) as [Word];
    return word;
  }

  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.#ended;
  }
}

type Waiting = Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (problem: Error) => void }>;

/** A station's process. */
export class StationLife {
  readonly id: string;
  readonly #life: Life;
  readonly #waiting: Waiting;
  #count = 0;

  static async start(program: string, directory: string, skew: number): Promise<StationLife> {
    const waiting: Waiting = new Map();
    const life = new Life(program, [directory, String(skew), assets], (words) => {
      for (const { reject } of waiting.values()) reject(new Killed(words));
      waiting.clear();
    });
    const { stationId } = await life.firstWord<{ stationId: string }>();
    return new StationLife(stationId, life, waiting);
  }

  private constructor(id: string, life: Life, waiting: Waiting) {
    this.id = id;
    this.#life = life;
    this.#waiting = waiting;
    life.child.on("message", (reply: Reply) => {
      const asked = waiting.get(reply.number);
      waiting.delete(reply.number);
      if ("problem" in reply) asked?.reject(new Error(`Station ${id}: ${reply.problem}`));
      else asked?.resolve(reply.value);
    });
  }

  /** Rejects with `Killed` where the process goes down before it has answered. */
  ask<Name extends Order["do"]>(order: Extract<Order, { do: Name }>): Promise<Answers[Name]> {
    this.#count += 1;
    const number = this.#count;
    return new Promise<Answers[Name]>((resolve, reject) => {
      this.#waiting.set(number, { resolve: (value) => resolve(value as Answers[Name]), reject });
      this.#life.child.send({ number, order }, (problem) => {
        if (problem && this.#waiting.delete(number)) reject(new Killed(String(problem)));
      });
    });
  }

  kill(): Promise<void> {
    return this.#life.kill();
  }
}

export class Killed extends Error {
  override readonly name = "Killed";
}

export interface HubLife {
  readonly address: string;
  kill(): Promise<void>;
}

export async function startHubLife(program: string, url: string, onDeath: (words: string) => void): Promise<HubLife> {
  let isKilled = false;
  const life = new Life(program, [url], (words) => {
    if (!isKilled) onDeath(words);
  });
  const { address } = await life.firstWord<{ address: string }>();
  return {
    address,
    kill() {
      isKilled = true;
      return life.kill();
    },
  };
}
