import { useCallback, useRef, useState } from "react";
import type { SetAsideRow } from "#shared/bridge/types.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { ask } from "../../bridge/ask.ts";
import { setAsideRefusals } from "./text.ts";

/** Names one field: a record may have several problems, and one cell may have two. */
export function rowKey(row: SetAsideRow): string {
  return JSON.stringify([row.setAsideId, row.line, row.column]);
}

export interface Mending {
  /** What stands in the field of a row: as typed, else the pure spelling mend, else nothing. */
  readonly valueOf: (row: SetAsideRow) => string;
  readonly type: (row: SetAsideRow, value: string) => void;
  /** Records that were tried and are still set aside. */
  readonly stillAside: ReadonlySet<string>;
  /** Why the last try could not be made, in words. */
  readonly refusal: string | undefined;
  readonly clearRefusal: () => void;
  readonly fieldRef: (row: SetAsideRow) => (field: HTMLInputElement | null) => void;
  /** Tries the record of this row; when it goes in, the focus moves to the next record's first field. */
  readonly retry: (row: SetAsideRow) => Promise<void>;
  readonly retryAll: () => Promise<void>;
  readonly discard: (setAsideId: string) => Promise<void>;
}

export function useMending(rows: readonly SetAsideRow[]): Mending {
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const [stillAside, setStillAside] = useState<ReadonlySet<string>>(new Set());
  const [refusal, setRefusal] = useState<string>();
  const fields = useRef(new Map<string, HTMLInputElement>());
  const valueOf = (row: SetAsideRow) => typed.get(rowKey(row)) ?? row.suggestion;

  const focusAfter = (setAsideId: string) => {
    const last = rows.findLastIndex((row) => row.setAsideId === setAsideId);
    const next =
      rows.slice(last + 1).find((row) => row.column !== "") ?? rows.find((row) => row.setAsideId !== setAsideId);
    if (next) fields.current.get(rowKey(next))?.focus();
  };
  /** True once the record is in. */
  const tryRecord = async (setAsideId: string): Promise<boolean> => {
    const edits = rows
      .filter((row) => row.setAsideId === setAsideId && row.column !== "")
      .map((row) => ({ line: row.line, column: row.column, value: valueOf(row).trim(), before: row.value }))
      .filter((edit) => edit.value !== "" && edit.value !== edit.before)
      .map(({ line, column, value }) => ({ line, column, value }));
    const reply = await ask("imports.mend", { setAsideId, edits });
    if (!reply.ok) {
      setRefusal(refusalWords<"imports.mend">(setAsideRefusals, reply.error));
      return false;
    }
    const isIn = reply.value.outcome === "in";
    setStillAside((before) => {
      const after = new Set(before);
      if (isIn) after.delete(setAsideId);
      else after.add(setAsideId);
      return after;
    });
    return isIn;
  };

  return {
    valueOf,
    type: (row, value) => setTyped((before) => new Map(before).set(rowKey(row), value)),
    stillAside,
    refusal,
    clearRefusal: useCallback(() => setRefusal(undefined), []),
    fieldRef: (row) => (field) => {
      if (field) fields.current.set(rowKey(row), field);
      else fields.current.delete(rowKey(row));
    },
    retry: async (row) => {
      if (await tryRecord(row.setAsideId)) focusAfter(row.setAsideId);
    },
    retryAll: async () => {
      for (const setAsideId of new Set(rows.map((row) => row.setAsideId))) await tryRecord(setAsideId);
    },
    discard: async (setAsideId) => {
      const reply = await ask("imports.discard", { setAsideId });
      if (reply.ok) focusAfter(setAsideId);
      else setRefusal(refusalWords<"imports.discard">(setAsideRefusals, reply.error));
    },
  };
}
