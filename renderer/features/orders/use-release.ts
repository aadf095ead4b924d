import { useCallback, useState } from "react";
import type { Format } from "../../platform/format.ts";
import { ask } from "../../bridge/ask.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { orderRefusals, releasedWords } from "./text.ts";

/** What a release came to: what went, and each order that did not with its reason. */
export interface ReleaseReport {
  readonly done: string;
  readonly refused: readonly string[];
}

export interface Releasing {
  readonly report: ReleaseReport | undefined;
  readonly clear: () => void;
  readonly release: (orderIds: readonly string[]) => Promise<void>;
  readonly releaseAll: () => Promise<void>;
}

export function useRelease(format: Format): Releasing {
  const [report, setReport] = useState<ReleaseReport>();
  const release = useCallback(
    async (orderIds: readonly string[]) => {
      const reply = await ask("orders.release", { orderIds: [...orderIds] });
      if (!reply.ok) return setReport({ done: "", refused: [refusalWords<"orders.release">({}, reply.error)] });
      const { refused, ...went } = reply.value;
      const done = went.released + went.backordered > 0 ? releasedWords(went, format) : "";
      setReport({ done, refused: refused.map(({ number, code }) => `${number}: ${orderRefusals[code]}`) });
    },
    [format],
  );
  const releaseAll = useCallback(async () => {
    const reply = await ask("orders.releaseAll", {});
    const words = reply.ok ? releasedWords(reply.value, format) : "";
    setReport({ done: words, refused: reply.ok ? [] : [refusalWords<"orders.releaseAll">({}, reply.error)] });
  }, [format]);
  const clear = useCallback(() => setReport(undefined), []);
  return { report, clear, release, releaseAll };
}
