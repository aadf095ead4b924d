import { useState } from "react";
import { roleSchema, type Role } from "#shared/facts/kinds/people.ts";
import type { PersonRow } from "#shared/bridge/types.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Notice } from "../../ui/notice.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { addRefusals, peopleText, roleDetail } from "./text.ts";

export interface AddPersonProps {
  readonly onAdded: (person: PersonRow) => void;
  readonly onClose: () => void;
}

/** A name, a PIN, and what they may do. */
export function AddPerson({ onAdded, onClose }: AddPersonProps) {
  const [name, setName] = useState("");
  const [pin, setPin] = useState("");
  const [roles, setRoles] = useState<readonly Role[]>(["packer"]);
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const nameProblem = name.trim() === "" ? peopleText.nameProblem : undefined;
  const pinProblem = /^\d{4,8}$/u.test(pin) ? undefined : peopleText.pinProblem;
  const add = async () => {
    setTried(true);
    if (nameProblem || pinProblem || roles.length === 0) return;
    const reply = await ask("people.add", { name: name.trim(), pin, roles: [...roles] });
    if (reply.ok) onAdded(reply.value);
    else setRefusal(refusalWords<"people.add">(addRefusals, reply.error));
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <p className="soft">{peopleText.addDetail}</p>
      <TextField
        label={peopleText.name}
        value={name}
        onChange={setName}
        problem={tried ? nameProblem : undefined}
        autoFocus
      />
      <TextField
        label={peopleText.pin}
        type="password"
        inputMode="numeric"
        value={pin}
        onChange={setPin}
        description={peopleText.pinHint}
        problem={tried ? pinProblem : undefined}
      />
      <fieldset className="people-roles">
        <legend className="section-head">{peopleText.roles}</legend>
        {roleSchema.options.map((role) => (
          <Checkbox
            key={role}
            isSelected={roles.includes(role)}
            onChange={(isOn) => setRoles(isOn ? [...roles, role] : roles.filter((each) => each !== role))}
          >
            {roleDetail[role]}
          </Checkbox>
        ))}
        {tried && roles.length === 0 && <p className="people-problem">{peopleText.rolesProblem}</p>}
      </fieldset>
      {refusal !== undefined && (
        <Notice tone="wrong" speak="now">
          {refusal}
        </Notice>
      )}
      <div className="row people-foot">
        <Button onPress={onClose}>{peopleText.back}</Button>
        <Button kind="primary" type="submit" keys={["Enter"]}>
          {peopleText.save}
        </Button>
      </div>
    </form>
  );
}
