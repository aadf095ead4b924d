import { useState } from "react";
import { flowControls } from "#shared/printing/flow-control.ts";
import type { Connection, Language, Tells } from "#shared/printing/printer.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { ScreenDialog } from "../../app/screen-dialog.tsx";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { type ConnectionKind, connectionOf, type PrinterFields, readForm } from "./printer-fields.ts";
import { languageText, meetRefusals, printingText, setupRefusals, tellsText } from "./text.ts";

const kinds = ["tcp", "ipp", "cups", "usb", "serial"] as const satisfies readonly ConnectionKind[];
const languages = ["zpl", "pdf", "escpos"] as const satisfies readonly Language[];
const dots = ["203", "300", "600"] as const;
const tells = ["counts", "nothing"] as const satisfies readonly Tells[];

/** Everything about one printer. What it can tell of itself it is asked, so that nobody has to know. */
export function PrinterForm({ first, onClose }: { readonly first: PrinterFields; readonly onClose: () => void }) {
  const [fields, setFields] = useState(first);
  const [told, setTold] = useState<{ readonly tone: "ok" | "extra" | "wrong"; readonly words: string }>();
  const [showsProblems, setShowsProblems] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const change = (part: Partial<PrinterFields>) => setFields((before) => ({ ...before, ...part }));
  const { printer, problems } = readForm(fields);
  const problem = (name: string, words: string) => (showsProblems && problems.has(name) ? words : undefined);

  const meet = async () => {
    setAsking(true);
    // The bridge parses it again; what is no connection is refused in words there.
    const connection = connectionOf(fields) as Connection;
    const reply = await ask("printers.meet", { connection, language: fields.language });
    setAsking(false);
    if (!reply.ok) {
      const isInput = reply.error.code === "bad-input";
      if (isInput) setShowsProblems(true);
      const words = isInput ? printingText.addressProblem : refusalWords<"printers.meet">(meetRefusals, reply.error);
      return setTold({ tone: "wrong", words });
    }
    const { language, tells, dotsPerInch, trouble, model } = reply.value;
    change({ language, tells, ...(dotsPerInch === null ? {} : { dotsPerInch: String(dotsPerInch) }) });
    const words = [model, `${languageText[language]}; it ${tellsText[tells]}.`, trouble].filter(Boolean).join(". ");
    setTold({ tone: trouble === "" ? "ok" : "extra", words });
  };
  const save = async () => {
    setShowsProblems(true);
    if (!printer) return;
    const reply = await ask("printers.save", { printer });
    if (reply.ok) onClose();
    else setTold({ tone: "wrong", words: refusalWords<"printers.save">(setupRefusals, reply.error) });
  };

  return (
    <ScreenDialog
      title={first.name === "" ? printingText.newPrinter : printingText.changePrinter}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{printingText.close}</Button>
          <Button isDisabled={isAsking} onPress={() => void meet()}>
            {isAsking ? printingText.asking : printingText.askIt}
          </Button>
          <Button kind="primary" onPress={() => void save()}>
            {printingText.save}
          </Button>
        </>
      }
    >
      <div className="stack">
        {told && (
          <Notice tone={told.tone} speak="soon">
            {told.words}
          </Notice>
        )}
        <TextField
          label={printingText.name}
          value={fields.name}
          onChange={(name) => change({ name })}
          problem={problem("name", printingText.nameProblem)}
          autoFocus
        />
        <Select
          label={printingText.kind}
          choices={kinds.map((kind) => ({ id: kind, label: printingText.kinds[kind] }))}
          selected={fields.kind}
          onSelect={(kind) => change({ kind })}
        />
        <Address fields={fields} change={change} problem={problem} />
        <div className="printer-pair">
          <Select
            label={printingText.language}
            choices={languages.map((language) => ({ id: language, label: languageText[language] }))}
            selected={fields.language}
            onSelect={(language) => change({ language })}
          />
          <Select
            label={printingText.dots}
            choices={[...new Set<string>([...dots, fields.dotsPerInch])].map((each) => ({ id: each, label: each }))}
            selected={fields.dotsPerInch}
            onSelect={(dotsPerInch) => change({ dotsPerInch })}
          />
        </div>
        {fields.language === "zpl" && fields.kind !== "ipp" && fields.kind !== "cups" && (
          <>
            <Select
              label={printingText.tells}
              choices={tells.map((each) => ({ id: each, label: printingText.tellsChoice[each] }))}
              selected={fields.tells === "counts" ? "counts" : "nothing"}
              onSelect={(each) => change({ tells: each })}
            />
            {fields.tells === "counts" && (
              <div>
                <Checkbox isSelected={fields.onlyUs} onChange={(onlyUs) => change({ onlyUs })}>
                  {printingText.onlyUs}
                </Checkbox>
                <div className="soft small">{printingText.onlyUsHint}</div>
              </div>
            )}
          </>
        )}
      </div>
    </ScreenDialog>
  );
}

interface AddressProps {
  readonly fields: PrinterFields;
  readonly change: (part: Partial<PrinterFields>) => void;
  readonly problem: (name: string, words: string) => string | undefined;
}

function Address({ fields, change, problem }: AddressProps) {
  switch (fields.kind) {
    case "tcp":
      return (
        <div className="printer-pair">
          <TextField
            label={printingText.host}
            value={fields.host}
            onChange={(host) => change({ host })}
            problem={problem("host", printingText.addressProblem)}
          />
          <TextField
            label={printingText.port}
            inputMode="numeric"
            value={fields.port}
            onChange={(port) => change({ port })}
            problem={problem("port", printingText.portProblem)}
          />
        </div>
      );
    case "ipp":
    case "cups":
      return (
        <TextField
          label={printingText.uri}
          description={printingText.uriHint}
          value={fields.uri}
          onChange={(uri) => change({ uri })}
          problem={problem("uri", printingText.uriHint)}
        />
      );
    case "usb":
      return (
        <TextField
          label={printingText.path}
          value={fields.path}
          onChange={(path) => change({ path })}
          problem={problem("path", printingText.pathProblem)}
        />
      );
    case "serial":
      return (
        <>
          <div className="printer-pair">
            <TextField
              label={printingText.path}
              value={fields.linePath}
              onChange={(linePath) => change({ linePath })}
              problem={problem("path", printingText.pathProblem)}
            />
            <TextField
              label={printingText.baud}
              inputMode="numeric"
              value={fields.baudRate}
              onChange={(baudRate) => change({ baudRate })}
              problem={problem("baudRate", printingText.baudProblem)}
            />
          </div>
          <Select
            label={printingText.flow}
            choices={flowControls.map((flow) => ({ id: flow, label: printingText.flows[flow] }))}
            selected={fields.flow}
            onSelect={(flow) => change({ flow })}
          />
        </>
      );
  }
}
