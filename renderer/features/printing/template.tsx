import { IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { type TemplateKind, templateKinds } from "#shared/shipping/template-kind.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { Paper } from "./picture.tsx";
import { printingText, templateRefusals } from "./text.ts";

/** A template: where its file lies, what is wrong in it, and a document by it that follows every change. */
export function Template() {
  const [kind, setKind] = useState<TemplateKind>("label");
  const { currentData: data } = api.useTemplateQuery({ kind });
  const [trouble, setTrouble] = useState<string>();
  const makeOwn = async () => {
    const reply = await ask("templates.makeOwn", { kind });
    setTrouble(reply.ok ? undefined : refusalWords<"templates.makeOwn">(templateRefusals, reply.error));
  };
  return (
    <Card
      fill
      title={printingText.templateTitle[kind]}
      aside={
        <div className="row">
          {data && !data.isOwn && (
            <Button icon={IconCopy} onPress={() => void makeOwn()}>
              {printingText.makeOwn}
            </Button>
          )}
          <Select
            label={printingText.templateKind}
            isLabelHidden
            shape="pill"
            choices={templateKinds.map((id) => ({ id, label: printingText.templateKinds[id] }))}
            selected={kind}
            onSelect={(id) => {
              setTrouble(undefined);
              setKind(id);
            }}
          />
        </div>
      }
    >
      <div className="stack stack-tight">
        <p className="soft">
          {data?.isOwn ? printingText.ownTemplate : printingText.builtInTemplate(printingText.templateKinds[kind])}
        </p>
        {data && <bdi className="code small">{data.path}</bdi>}
        {trouble !== undefined && (
          <Notice tone="wrong" speak="now">
            {trouble}
          </Notice>
        )}
        {data && data.problems.length > 0 && (
          <Notice tone="extra" speak="soon">
            <b>{printingText.templateProblems}</b>
            <ul>
              {data.problems.map((problem) => (
                <li key={`${problem.line} ${problem.field} ${problem.words}`}>
                  {printingText.templateProblem(problem.file, problem.line, problem.field, problem.words)}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {data && !data.picture && <Notice tone="extra">{printingText.noPicture(data.noPicture)}</Notice>}
      </div>
      {data?.picture && <Paper picture={data.picture} />}
    </Card>
  );
}
