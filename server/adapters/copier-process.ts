import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type FromCopier, fromCopierSchema, type ToCopier } from "#shared/sync/copier.ts";

/** A copier at work; see shared/sync/copier.ts. */
export interface Copier {
  /** One question at a time. Rejects where the copier says that it failed, or ended. */
  ask<What extends FromCopier["what"]>(
    asked: ToCopier,
    answer: What,
  ): Promise<Extract<FromCopier, { readonly what: What }>>;
  /** Resolves when its process has ended; what it was at is void. */
  end(): Promise<void>;
}

export type StartCopier = (folder: string) => Copier;

/** A store is the business of stations, so its program is one of theirs; it is started as the hub itself is. */
const project = fileURLToPath(new URL("../../", import.meta.url));
const program = fileURLToPath(new URL("../../main/copy-process/index.ts", import.meta.url));

/** Starts a copier that keeps its store and its copies in `folder`. */
export const startCopier: StartCopier = (folder) => {
  // It has no business with the hub's database.
  const { DATABASE_URL: _, ...env } = process.env;
  const child = fork(program, [folder], {
    cwd: project,
    env,
    execArgv: ["--import", "tsx"],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  // Whoever asks hears of it; where nobody asks there is nobody to hear.
  ended.catch(() => undefined);
  return {
    async ask(asked, answer) {
      const said = new Promise<FromCopier>((resolve, reject) => {
        child.once("message", (message) => {
          const parsed = fromCopierSchema.safeParse(message);
          if (parsed.success) resolve(parsed.data);
          else reject(parsed.error);
        });
        ended.then(
          () => reject(new Error("The copier has ended")),
          (problem: unknown) => reject(problem),
        );
        if (child.connected) child.send(asked, (problem) => problem && reject(problem));
        else reject(new Error("The copier has ended"));
      });
      const told = await said;
      if (told.what !== answer) throw new Error(told.what === "failed" ? told.detail : `It answered ${told.what}`);
      return told as never;
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      child.kill("SIGKILL");
      await ended.catch(() => undefined);
    },
  };
};
