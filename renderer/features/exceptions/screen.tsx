import { IconAlertCircle } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ExceptionRow } from "#shared/bridge/exception-types.ts";
import { useCommands } from "../../app/commands.tsx";
import { MoreBelow } from "../../app/more-below.tsx";
import { DeskPage } from "../../app/desk-page.tsx";
import { went } from "../../app/place.ts";
import { ReasonDialog } from "../../app/reason-dialog.tsx";
import { refusalWords } from "../../app/refusal-words.ts";
import { useAppDispatch } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DecisionCard } from "../../ui/decision-card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LoadingRows } from "../../ui/loading-rows.tsx";
import { timelineText } from "../orders/timeline-text.ts";
import "./exceptions.css";
import {
  ageWords,
  choiceWords,
  conflictText,
  exceptionsText,
  needsKeeper,
  ownerText,
  resolveRefusals,
} from "./text.ts";

type Chosen = ExceptionRow["choices"][number] & { readonly row: ExceptionRow };

/** What people did while apart and somebody has to decide; each answer is a fact with a reason. */
export function ExceptionsScreen() {
  const dispatch = useAppDispatch();
  const format = useFormat();
  const { data, hasNextPage, fetchNextPage } = api.useExceptionPagesInfiniteQuery({});
  const [currentId, setCurrentId] = useState<string>();
  const [chosen, setChosen] = useState<Chosen>();
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  const place = Math.max(
    0,
    rows.findIndex((row) => row.exceptionId === currentId),
  );
  const current = rows[place];
  const list = useRef<HTMLDivElement>(null);
  const move = (by: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, place + by));
    if (next >= rows.length - 2 && hasNextPage) void fetchNextPage();
    setCurrentId(rows[next]?.exceptionId);
  };
  const offered = current ? choicesOf(current) : [];
  const choose = (at: number) => {
    const choice = offered[at];
    if (current && choice && !choice.isDisabled) setChosen({ row: current, ...choice });
  };

  const shownId = current?.exceptionId;
  useEffect(() => {
    // The browser's own, where there is one: a test's window scrolls nothing.
    if (shownId !== undefined) list.current?.querySelector("[data-current]")?.scrollIntoView?.({ block: "nearest" });
  }, [shownId]);
  useCommands(exceptionsText.title, [
    {
      id: "exception-down",
      label: exceptionsText.move,
      shortcut: "arrowdown",
      hint: exceptionsText.move,
      run: () => move(1),
    },
    { id: "exception-up", label: exceptionsText.move, shortcut: "arrowup", run: () => move(-1) },
    ...offered.map((choice, at) => ({
      id: `exception-choice-${at + 1}`,
      label: choiceWords(choice),
      shortcut: String(at + 1),
      hint: at === 0 ? exceptionsText.decide : undefined,
      run: () => choose(at),
    })),
    {
      id: "exception-open",
      label: exceptionsText.openOrder,
      shortcut: "o",
      hint: exceptionsText.openOrder,
      run: () => current && dispatch(went({ kind: "order", orderId: current.orderId })),
    },
  ]);

  return (
    <DeskPage
      title={exceptionsText.title}
      subtitle={
        rows.length > 0 && (
          <span className="soft">
            {exceptionsText.open(format.count(Math.max(rows.length, data?.pages[0]?.orders ?? 0)))}
          </span>
        )
      }
    >
      {data === undefined ? (
        <LoadingRows label={exceptionsText.loading} />
      ) : rows.length === 0 ? (
        <Card>
          <EmptyState
            title={exceptionsText.none}
            detail={exceptionsText.noneDetail}
            actions={<Button onPress={() => dispatch(went({ kind: "orders" }))}>{exceptionsText.toOrders}</Button>}
          />
        </Card>
      ) : (
        <div className="exceptions" ref={list}>
          {rows.map((row) => (
            <Exception
              key={row.exceptionId}
              row={row}
              isCurrent={row === current}
              onChoose={(at) => {
                setCurrentId(row.exceptionId);
                const choice = choicesOf(row)[at];
                if (choice) setChosen({ row, ...choice });
              }}
            />
          ))}
          <MoreBelow key={data?.pages.length} hasMore={hasNextPage} onNeedMore={() => void fetchNextPage()} />
        </div>
      )}
      <ReasonDialog
        isOpen={chosen !== undefined}
        title={chosen ? choiceWords(chosen) : ""}
        detail={
          chosen ? `${conflictText[chosen.row.code].title(chosen.row.number)}. ${exceptionsText.reasonDetail}` : ""
        }
        reason={exceptionsText.reason}
        placeholder={exceptionsText.reasonPlaceholder}
        act={exceptionsText.decide}
        back={exceptionsText.back}
        onClose={() => setChosen(undefined)}
        onAct={async (reason) => {
          if (!chosen) return undefined;
          const { row, choice, of } = chosen;
          const { orderId, exceptionId } = row;
          const reply = await ask("exceptions.resolve", { orderId, exceptionId, choice, of, reason });
          return reply.ok ? undefined : refusalWords<"exceptions.resolve">(resolveRefusals, reply.error);
        }}
      />
    </DeskPage>
  );
}

function choicesOf(row: ExceptionRow) {
  return row.choices.map((choice) => ({ ...choice, isDisabled: needsKeeper(choice.choice) && !row.isKeptHere }));
}

interface ExceptionProps {
  readonly row: ExceptionRow;
  readonly isCurrent: boolean;
  readonly onChoose: (at: number) => void;
}

function Exception({ row, isCurrent, onChoose }: ExceptionProps) {
  const format = useFormat();
  const now = useNow();
  const words = conflictText[row.code];
  const when = (at: number) => format.recordTime(at, now);
  const money = (minor: number) => format.money(minor, row.currency);
  return (
    <DecisionCard
      isCurrent={isCurrent}
      title={words.title(row.number)}
      owner={exceptionsText.owner(ownerText[row.owner], ageWords(now - row.at))}
      detail={row.isKeptHere ? words.detail : `${words.detail} ${exceptionsText.keptElsewhere(row.keptAt)}`}
      evidence={row.happened.flatMap((entry) => {
        const what = timelineText(entry, { channel: row.channel, money, when });
        return what === undefined
          ? []
          : [{ icon: IconAlertCircle, what, source: `${entry.who}, ${entry.station}, ${when(entry.at)}` }];
      })}
      question={words.question}
      choices={choicesOf(row).map((choice, at) => ({
        id: String(at),
        label: choiceWords(choice),
        keys: isCurrent ? [String(at + 1)] : undefined,
        isDisabled: choice.isDisabled,
      }))}
      onChoose={(id) => onChoose(Number(id))}
    />
  );
}
