import { useState } from "react";
import type { SyncState } from "#shared/bridge/sync-types.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DefinitionList } from "../../ui/definition-list.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ReasonDialog } from "../../app/reason-dialog.tsx";
import { CertificateNotice, type HubFields, HubFieldsForm, hubProblems, useJoining } from "./join-form.tsx";
import { joinText } from "./join-text.ts";
import { leaveRefusals, syncText } from "./text.ts";

/** No hub yet: what joining means, and the two fields it takes. */
export function JoinCard({ isLead }: { readonly isLead: boolean }) {
  const [fields, setFields] = useState<HubFields>({ address: "", code: "" });
  const [tried, setTried] = useState(false);
  const joining = useJoining(async (fingerprint) => {
    const reply = await ask("sync.join", { ...fields, fingerprint });
    return reply.ok ? undefined : reply.error;
  });
  const submit = () => {
    setTried(true);
    if (Object.keys(hubProblems(fields)).length === 0) void joining.join();
  };
  return (
    <Card title={syncText.alone}>
      <form
        className="stack sync-join"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className="soft">{syncText.aloneDetail}</p>
        {!isLead && <Notice tone="plain">{syncText.onlyLead}</Notice>}
        <HubFieldsForm fields={fields} problems={tried ? hubProblems(fields) : {}} onChange={setFields} />
        {joining.fingerprint !== undefined && (
          <CertificateNotice
            fingerprint={joining.fingerprint}
            onAgree={() => void joining.join(joining.fingerprint)}
            onRefuse={joining.forget}
          />
        )}
        {joining.refusal !== undefined && (
          <Notice tone="wrong" speak="now">
            {joining.refusal || syncText.onlyLead}
          </Notice>
        )}
        <div className="row">
          <span className="soft grow" role="status">
            {joining.isBusy ? joinText.joining : ""}
          </span>
          <Button kind="primary" type="submit" isDisabled={!isLead || joining.isBusy} keys={["Enter"]}>
            {joinText.join}
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** The hub the station belongs to, and the way out. */
export function HubCard({ hub, isLead }: { readonly hub: NonNullable<SyncState["hub"]>; readonly isLead: boolean }) {
  const format = useFormat();
  const now = useNow();
  const [isLeaving, setLeaving] = useState(false);
  const entries = [
    { term: syncText.address, value: hub.address },
    { term: syncText.since, value: format.recordTime(hub.joinedAt, now) },
    ...(hub.fingerprint === null ? [] : [{ term: syncText.certificate, value: hub.fingerprint }]),
  ];
  return (
    <div className="sync-part">
      <h2 className="section-head">{syncText.hub}</h2>
      <DefinitionList values="words" entries={entries} />
      <div className="row sync-buttons">
        <Button size="small" isDisabled={!isLead} onPress={() => setLeaving(true)}>
          {syncText.leave}
        </Button>
      </div>
      <ReasonDialog
        isOpen={isLeaving}
        title={syncText.leaveTitle}
        detail={syncText.leaveDetail}
        reason={syncText.reason}
        placeholder={syncText.leaveReason}
        act={syncText.leaveAct}
        back={syncText.stay}
        onClose={() => setLeaving(false)}
        onAct={async (reason) => {
          const reply = await ask("sync.leave", { reason });
          return reply.ok ? undefined : refusalWords<"sync.leave">(leaveRefusals, reply.error);
        }}
      />
    </div>
  );
}
