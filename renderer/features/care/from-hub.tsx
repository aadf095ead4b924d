import { useState } from "react";
import type { RescueState } from "#shared/care/care.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { useFormat } from "../../app/use-format.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { fromHubRefusals, rescueText } from "./text.ts";

/** A store that is lost and was joined to a hub: what the hub has of it comes back. */
export function FromHub(props: {
  readonly hub: NonNullable<RescueState["hub"]>;
  readonly fetched: RescueState["fetched"];
  readonly isBusy: boolean;
  /** There is a file, of which something may be read. */
  readonly hasFile: boolean;
  /** It is the only way on. */
  readonly isOnly: boolean;
  readonly onBusy: (isBusy: boolean) => void;
}) {
  const { hub, fetched, isBusy, hasFile, isOnly, onBusy } = props;
  const format = useFormat();
  const [code, setCode] = useState("");
  const [refused, setRefused] = useState<{ readonly code: string; readonly words: string }>();
  const [asNew, setAsNew] = useState(false);
  const [wantsCode, setWantsCode] = useState(hub.needsCode);
  const get = async () => {
    if (isBusy) return;
    onBusy(true);
    setRefused(undefined);
    const reply = await ask("care.fromHub", { code: code.trim() === "" ? null : code.trim(), asNew });
    onBusy(false);
    if (!reply.ok) {
      if (reply.error.code === "not-same-station") setAsNew(true);
      // A code, once asked for, is good or bad, and then another one is wanted.
      if (reply.error.code === "not-same-station" || reply.error.code === "code-needed") setWantsCode(true);
      setRefused({ code: reply.error.code, words: refusalWords<"care.fromHub">(fromHubRefusals, reply.error) });
    }
  };
  return (
    <form
      className="rescue-hub"
      onSubmit={(event) => {
        event.preventDefault();
        void get();
      }}
    >
      <h2 className="section-head">{rescueText.hubTitle}</h2>
      <p>
        {rescueText.hubDetail(hub.address)} {hasFile && rescueText.hubDetailDamaged}
      </p>
      {refused !== undefined && (
        <Notice tone={refused.code === "code-needed" ? "extra" : "wrong"} speak="now">
          {refused.words}
        </Notice>
      )}
      <div className="row rescue-hub-foot">
        <div className="grow">
          {wantsCode && (
            <TextField
              label={rescueText.code}
              description={rescueText.codeHint}
              value={code}
              onChange={setCode}
              autoFocus={!hub.needsCode}
            />
          )}
          <span role="status" className="soft">
            {isBusy && fetched ? rescueText.fetched(format.count(fetched.facts), format.count(fetched.remaining)) : ""}
          </span>
        </div>
        <Button kind={isOnly ? "primary" : "plain"} type="submit" isDisabled={isBusy}>
          {isBusy ? rescueText.fetching : asNew ? rescueText.asNew : rescueText.fromHub}
        </Button>
      </div>
    </form>
  );
}
