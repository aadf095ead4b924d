import type { MessagePort } from "node:worker_threads";
import type { BridgeReply, CallName } from "#shared/bridge/contract.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { problemWords } from "../journal.ts";
import type { openStation } from "../station.ts";
import type { DesktopWork, FromThread, StationThreadData, ToThread } from "./messages.ts";
import { Questions } from "./questions.ts";
import { RelayedChildren } from "./relayed-children.ts";
import { StationLife } from "./station-life.ts";

/**
 * The station's side of the thread: opens it at once, answers what main passes on, asks main for what only main can do.
 * What nobody caught is noted and the station goes on, for a fact is on the disk or it is not; there is no half.
 */
export function serveStation(port: MessagePort, data: StationThreadData, open: typeof openStation): void {
  const tell = (message: FromThread): void => port.postMessage(message);
  const note = (where: string, problem: unknown): void => tell({ kind: "note", where, words: problemWords(problem) });
  process.on("uncaughtException", (problem) => note("uncaught", problem));
  process.on("unhandledRejection", (problem) => note("unhandled", problem));

  const questions = new Questions<Result<unknown, string>>();
  const children = new RelayedChildren(tell);
  const life = new StationLife({
    ...data,
    openStation: open,
    desktop: farDesktop(questions, tell),
    startDevices: () => children.start(),
    // The pair is one of the contract's; the compiler sees a name and an event.
    emit: (name, event) => tell({ kind: "event", name, event } as FromThread),
    holdsStore: (isOpen) => tell({ kind: "store", isOpen }),
    note,
  });

  const reply = async ({ number, name, input }: Extract<ToThread, { kind: "call" }>): Promise<void> => {
    const given = await life.answer(name, input).catch((problem: unknown) => unexpected(problem));
    try {
      tell({ kind: "reply", number, reply: given });
    } catch (problem) {
      // An answer that cannot cross is still owed one.
      tell({ kind: "reply", number, reply: unexpected(problem) });
    }
  };
  const unexpected = (problem: unknown): BridgeReply<CallName> => {
    note("answering", problem);
    return err({ code: "unexpected", detail: String(problem) });
  };
  const close = async (): Promise<void> => {
    await life.close().catch((problem: unknown) => note("closing the station", problem));
    // Whatever a library has left running must not keep the thread.
    process.exit(0);
  };

  port.on("message", (message: ToThread) => {
    switch (message.kind) {
      case "call":
        return void reply(message);
      case "answered":
        return questions.answered(message.number, ok(message.value));
      case "failed":
        return questions.answered(message.number, err(message.words));
      case "child-said":
        return children.said(message.child, message.message);
      case "child-ended":
        return children.ended(message.child);
      case "close":
        return void close();
      default:
        throw new Error(`Main says what nobody knows: ${JSON.stringify(message)}`);
    }
  });
}

function farDesktop(questions: Questions<Result<unknown, string>>, tell: (message: FromThread) => void): DesktopWork {
  const ask = async <Name extends keyof DesktopWork>(
    name: Name,
    ...given: Parameters<DesktopWork[Name]>
  ): Promise<Awaited<ReturnType<DesktopWork[Name]>>> => {
    const answer = await questions.ask((number) => tell({ kind: "ask", number, name, given } as FromThread));
    if (!answer.ok) throw new Error(answer.error);
    return answer.value as Awaited<ReturnType<DesktopWork[Name]>>;
  };
  return {
    askOpenPath: () => ask("askOpenPath"),
    askLabelPath: () => ask("askLabelPath"),
    askSavePath: (suggested) => ask("askSavePath", suggested),
    keepTheme: (theme) => ask("keepTheme", theme),
    seal: (text) => ask("seal", text),
    unseal: (sealed) => ask("unseal", sealed),
  };
}
