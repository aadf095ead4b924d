import { IconAlertTriangle, IconCircleCheck, IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { FoundPrinter, PrinterRow, PrintersState } from "#shared/bridge/print-types.ts";
import { canPrint, type Printer, printRoles } from "#shared/printing/printer.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { useAppSelector } from "../../app/store.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { PrinterForm } from "./printer-form.tsx";
import { emptyForm, formOf, formOfFound, type PrinterFields } from "./printer-fields.ts";
import { languageText, printingText, roleText, setupRefusals, tellsText, testRefusals } from "./text.ts";

/** Which printers there are, what this bench uses them for, and how to get a new one. */
export function Printers() {
  const station = useAppSelector((state) => state.live.station);
  const isLead = station.phase === "ready" && (station.person?.roles.includes("lead") ?? false);
  const { data } = api.usePrintersQuery({});
  const [editing, setEditing] = useState<PrinterFields>();
  const [told, setTold] = useState<{ readonly tone: "ok" | "wrong"; readonly words: string }>();
  const search = useSearch();
  const printers = data?.printers ?? [];
  const test = async (printerId: string) => {
    const reply = await ask("prints.test", { printerId });
    if (reply.ok) setTold({ tone: "ok", words: printingText.testSent });
    else setTold({ tone: "wrong", words: refusalWords<"prints.test">(testRefusals, reply.error) });
  };
  const remove = async (printerId: string) => {
    const reply = await ask("printers.remove", { printerId });
    if (reply.ok) setTold({ tone: "ok", words: printingText.removed });
    else setTold({ tone: "wrong", words: refusalWords<"printers.remove">(setupRefusals, reply.error) });
  };
  return (
    <div className="printers">
      {!isLead && <Notice tone="plain">{printingText.onlyLead}</Notice>}
      {told && (
        <Notice
          tone={told.tone}
          speak={told.tone === "ok" ? "soon" : "now"}
          actions={
            <Button size="small" onPress={() => setTold(undefined)}>
              {printingText.gotIt}
            </Button>
          }
        >
          {told.words}
        </Notice>
      )}
      <Card
        title={printingText.printers}
        aside={
          <div className="row">
            <Button icon={IconSearch} isDisabled={search.isRunning} onPress={() => void search.run()}>
              {printingText.find}
            </Button>
            <Button icon={IconPlus} isDisabled={!isLead} onPress={() => setEditing(emptyForm())}>
              {printingText.addByAddress}
            </Button>
          </div>
        }
      >
        {printers.length === 0 && <EmptyState title={printingText.noPrinters} detail={printingText.noPrintersDetail} />}
        <ul className="printer-list">
          {printers.map((row) => (
            <PrinterLine
              key={row.printer.printerId}
              row={row}
              isLead={isLead}
              onTest={() => void test(row.printer.printerId)}
              onEdit={() => setEditing(formOf(row.printer))}
              onRemove={() => void remove(row.printer.printerId)}
            />
          ))}
        </ul>
      </Card>
      {(search.isRunning || search.found) && (
        <Card title={printingText.found}>
          {search.isRunning && <p className="soft">{printingText.finding}</p>}
          {search.found?.length === 0 && <p className="soft">{printingText.nothingFound}</p>}
          <ul className="printer-list">
            {search.found?.map((found) => (
              <li key={JSON.stringify(found.connection)} className="row printer-line">
                <div className="grow">
                  <b>{found.name}</b>
                  <div className="soft small">{languageText[found.language]}</div>
                </div>
                <Button size="small" isDisabled={!isLead} onPress={() => setEditing(formOfFound(found))}>
                  {printingText.setUp}
                </Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {data && printers.length > 0 && <Roles state={data} isDisabled={!isLead} onTold={setTold} />}
      {editing && <PrinterForm first={editing} onClose={() => setEditing(undefined)} />}
    </div>
  );
}

function useSearch() {
  const [isRunning, setRunning] = useState(false);
  const [found, setFound] = useState<readonly FoundPrinter[]>();
  const run = async () => {
    setRunning(true);
    const reply = await ask("printers.find", {});
    setRunning(false);
    setFound(reply.ok ? reply.value : []);
  };
  return { isRunning, found, run };
}

interface PrinterLineProps {
  readonly row: PrinterRow;
  readonly isLead: boolean;
  readonly onTest: () => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function PrinterLine({ row, isLead, onTest, onEdit, onRemove }: PrinterLineProps) {
  const { printer, address, trouble, isOwn, stationName } = row;
  return (
    <li className="printer-line">
      <div className="row row-wrap">
        <div className="grow">
          <b>{isOwn ? printer.name : `${printer.name}, ${printingText.atStation(stationName)}`}</b>
          <div className="soft small">
            <bdi className="code">{address}</bdi>
            {` · ${languageText[printer.language]} · ${printer.dotsPerInch} dpi · ${tellsText[printer.tells]}`}
          </div>
        </div>
        {isOwn && trouble === "" && printer.tells !== "nothing" && (
          <Badge tone="ok" icon={IconCircleCheck}>
            {printingText.ready}
          </Badge>
        )}
        <Button size="small" onPress={onTest}>
          {printingText.test}
        </Button>
        {isOwn && (
          <>
            <Button size="small" isDisabled={!isLead} onPress={onEdit}>
              {printingText.edit}
            </Button>
            <Button size="small" isDisabled={!isLead} onPress={onRemove}>
              {printingText.remove}
            </Button>
          </>
        )}
      </div>
      {trouble !== "" && (
        <Notice tone="extra" icon={IconAlertTriangle} speak="soon">
          {trouble}
        </Notice>
      )}
    </li>
  );
}

const nowhere = "-";

function Roles(props: {
  readonly state: PrintersState;
  readonly isDisabled: boolean;
  readonly onTold: (told: { readonly tone: "ok" | "wrong"; readonly words: string } | undefined) => void;
}) {
  const { state, isDisabled, onTold } = props;
  const choose = async (role: (typeof printRoles)[number], printerId: string) => {
    const printers = { ...state.chosen, [role]: printerId === nowhere ? "" : printerId };
    const reply = await ask("printers.choose", { printers });
    onTold(
      reply.ok ? undefined : { tone: "wrong", words: refusalWords<"printers.choose">(setupRefusals, reply.error) },
    );
  };
  const fitting = (role: (typeof printRoles)[number]): readonly Printer[] =>
    state.printers.map(({ printer }) => printer).filter(({ language }) => canPrint(role, language));
  return (
    <Card title={printingText.usedFor}>
      <div className="printer-roles">
        {printRoles.map((role) => (
          <Select
            key={role}
            label={roleText[role]}
            choices={[
              { id: nowhere, label: printingText.none },
              ...fitting(role).map(({ printerId, name }) => ({ id: printerId, label: name })),
            ]}
            selected={state.chosen[role] === "" ? nowhere : state.chosen[role]}
            onSelect={(printerId) => void choose(role, printerId)}
            isDisabled={isDisabled}
          />
        ))}
      </div>
    </Card>
  );
}
