import { IconFileTypePdf } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { LastScan } from "#shared/bridge/types.ts";
import type { SelfTestFinding } from "#shared/scanning/self-test.ts";
import { commonRefusals } from "../../app/text.ts";
import { ask } from "../../bridge/ask.ts";
import { testImage, type TestCode, testCodes } from "../../platform/barcode.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Finding } from "./scan-feed.tsx";
import { findingWords, scannersText } from "./text.ts";

/** Which of the card's codes a finding is about. */
function codeOf(finding: SelfTestFinding): TestCode {
  switch (finding.kind) {
    case "right":
      return finding.code;
    case "separator-missing":
      return "gs1";
    case "cut-off":
      return "long";
    case "layout":
    case "caps-lock":
      return "layout";
  }
}

/** The codes to scan off the screen, each with what its last scan showed. */
export function TestCard({ scans }: { readonly scans: readonly LastScan[] }) {
  const [told, setTold] = useState<string>();
  const findings = scans.flatMap(({ described }) => described.finding ?? []);
  const savePaper = async (card: "test" | "commands") => {
    const reply = await ask("documents.saveScannerCard", { card });
    if (!reply.ok) setTold(commonRefusals[reply.error.code]);
    else if (reply.value) setTold(scannersText.saved(reply.value.path));
  };
  return (
    <Card
      title={scannersText.card}
      aside={
        <>
          <Button size="small" icon={IconFileTypePdf} onPress={() => void savePaper("commands")}>
            {scannersText.saveCommands}
          </Button>
          <Button size="small" icon={IconFileTypePdf} onPress={() => void savePaper("test")}>
            {scannersText.savePaper}
          </Button>
        </>
      }
    >
      <p className="soft small">{told ?? scannersText.cardHint}</p>
      <div className="test-codes">
        {testCodes.map((code) => (
          <Code key={code} code={code} finding={findings.find((each) => codeOf(each) === code)} />
        ))}
      </div>
    </Card>
  );
}

function Code({ code, finding }: { readonly code: TestCode; readonly finding: SelfTestFinding | undefined }) {
  const image = useMemo(() => testImage(code), [code]);
  return (
    <figure className="test-code" data-code={code}>
      <img src={image} alt={scannersText.codes[code]} />
      <figcaption>
        <div className="strong small">{scannersText.codes[code]}</div>
        {finding ? (
          <Finding isGood={finding.kind === "right"} words={findingWords(finding)} />
        ) : (
          <div className="soft small">{scannersText.waiting}</div>
        )}
      </figcaption>
    </figure>
  );
}
