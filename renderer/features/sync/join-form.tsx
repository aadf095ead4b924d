import { useState } from "react";
import type { CodeOf, CommonCode } from "#shared/bridge/contract.ts";
import { commonRefusals } from "../../app/text.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { joinRefusals, joinText } from "./join-text.ts";

export interface HubFields {
  readonly address: string;
  readonly code: string;
}

export interface HubProblems {
  readonly address?: string;
  readonly code?: string;
}

export function hubProblems({ address, code }: HubFields): HubProblems {
  return {
    ...(address.trim() === "" && { address: joinText.addressMissing }),
    ...(code.trim() === "" && { code: joinText.codeMissing }),
  };
}

/** Address and code, as the hub prints them. */
export function HubFieldsForm(props: {
  readonly fields: HubFields;
  readonly problems: HubProblems;
  readonly onChange: (fields: HubFields) => void;
}) {
  const { fields, problems, onChange } = props;
  return (
    <>
      <TextField
        label={joinText.address}
        value={fields.address}
        onChange={(address) => onChange({ ...fields, address })}
        description={joinText.addressHint}
        problem={problems.address}
      />
      <TextField
        label={joinText.code}
        value={fields.code}
        onChange={(code) => onChange({ ...fields, code })}
        description={joinText.codeHint}
        problem={problems.code}
      />
    </>
  );
}

/** A certificate nobody vouches for: shown, compared, agreed to or not. */
export function CertificateNotice(props: {
  readonly fingerprint: string;
  readonly onAgree: () => void;
  readonly onRefuse: () => void;
}) {
  return (
    <Notice
      tone="extra"
      speak="now"
      actions={
        <>
          <Button size="small" onPress={props.onRefuse}>
            {joinText.certificateOther}
          </Button>
          <Button size="small" kind="primary" onPress={props.onAgree}>
            {joinText.certificateSame}
          </Button>
        </>
      }
    >
      <b>{joinText.certificateTitle}</b>
      <p>{joinText.certificateDetail}</p>
      <p className="code sync-fingerprint">{props.fingerprint}</p>
    </Notice>
  );
}

type JoinCode = Exclude<CodeOf<"sync.join">, "role-missing">;

/** Why joining came to nothing; a certificate to compare is asked about instead. */
export function joinRefusalWords(code: string): string {
  if (Object.hasOwn(joinRefusals, code)) return joinRefusals[code as JoinCode];
  return Object.hasOwn(commonRefusals, code) ? commonRefusals[code as CommonCode] : commonRefusals.unexpected;
}

/** Remembers what joining was answered, and a certificate that waits for a yes. */
export function useJoining(attempt: (fingerprint: string | null) => Promise<JoinAnswer>) {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [fingerprint, setFingerprint] = useState<string>();
  const join = async (agreed: string | null = null) => {
    if (isBusy) return;
    setBusy(true);
    setRefusal(undefined);
    setFingerprint(undefined);
    const answer = await attempt(agreed);
    setBusy(false);
    if (answer === undefined) return;
    if (answer.code === "certificate-unknown") setFingerprint(answer.detail);
    else setRefusal(answer.code === "role-missing" ? "" : joinRefusalWords(answer.code));
  };
  return { isBusy, refusal, fingerprint, join, forget: () => setFingerprint(undefined) };
}

/** Undefined: joined. */
export type JoinAnswer = { readonly code: string; readonly detail: string } | undefined;
