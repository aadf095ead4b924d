import { useEffect, useRef, useState } from "react";
import type { ScopePage } from "#shared/bridge/sync-types.ts";
import { isSameScope, scopeChange } from "#shared/sync/decide-scope.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { useFormat } from "../../app/use-format.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { LoadingRows } from "../../ui/loading-rows.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RadioGroup } from "../../ui/radio-group.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { nameOf, namesOf, scopeRefusals, scopeText } from "./scope-text.ts";

type Chosen = Pick<ScopePage, "site" | "channels">;

interface Props {
  readonly isLead: boolean;
  readonly hasLine: boolean;
}

/** The site this station belongs to, and the channels whose orders it receives. */
export function ScopeCard(props: Props) {
  const { data: page } = api.useScopeQuery({});
  return (
    <Card title={scopeText.title}>
      <p className="soft">{scopeText.detail}</p>
      {page ? <ScopeForm page={page} {...props} /> : <LoadingRows label={scopeText.loading} rows={2} />}
    </Card>
  );
}

function ScopeForm({ page, isLead, hasLine }: Props & { readonly page: ScopePage }) {
  const [edited, setEdited] = useState<Chosen>();
  const [told, setTold] = useState<{ readonly tone: "wrong" | "plain"; readonly words: string }>();
  const [isBusy, setBusy] = useState(false);
  const wanted = edited ?? page;
  const isFixed = !isLead || !hasLine || isBusy;
  const isChanged = !isSameScope(wanted, page);
  const foot = useRef<HTMLDivElement>(null);
  // What it would mean, and the button, may lie below what a small screen shows.
  useEffect(() => {
    if (isChanged) foot.current?.scrollIntoView?.({ block: "nearest" });
  }, [isChanged]);
  const edit = (change: Partial<Chosen>) => {
    setTold(undefined);
    setEdited({ site: wanted.site, channels: wanted.channels, ...change });
  };
  const change = async () => {
    setBusy(true);
    const reply = await ask("sync.chooseScope", {
      site: wanted.site,
      channels: wanted.channels && [...wanted.channels],
    });
    setBusy(false);
    if (reply.ok) setEdited(undefined);
    setTold(
      reply.ok
        ? { tone: "plain", words: scopeText.changed }
        : { tone: "wrong", words: refusalWords<"sync.chooseScope">(scopeRefusals, reply.error) },
    );
  };
  return (
    <div className="sync-scope">
      <div>
        <TextField
          label={scopeText.site}
          value={wanted.site}
          onChange={(site) => edit({ site })}
          description={scopeText.siteHint}
          isDisabled={isFixed}
        />
      </div>
      <div>
        <RadioGroup
          label={scopeText.channels}
          choices={[
            { id: "all", label: scopeText.all, isDisabled: isFixed },
            { id: "some", label: scopeText.some, isDisabled: isFixed },
          ]}
          selected={wanted.channels === null ? "all" : "some"}
          onSelect={(which) => edit({ channels: which === "all" ? null : [...page.choices] })}
        />
        {wanted.channels !== null && (
          <ChannelChoices
            page={page}
            chosen={wanted.channels}
            isFixed={isFixed}
            onChange={(channels) => edit({ channels })}
          />
        )}
      </div>
      <div ref={foot} className="sync-scope-foot">
        {isChanged && (
          <>
            <Meaning page={page} wanted={wanted} />
            <div className="row">
              <span className="grow soft" role="status">
                {isBusy ? scopeText.changing : ""}
              </span>
              <Button size="small" isDisabled={isBusy} onPress={() => setEdited(undefined)}>
                {scopeText.undo}
              </Button>
              <Button size="small" kind="primary" isDisabled={isFixed} onPress={() => void change()}>
                {scopeText.change}
              </Button>
            </div>
          </>
        )}
        {told && (
          <Notice tone={told.tone} speak="now">
            {told.words}
          </Notice>
        )}
        {isLead && !hasLine && <p className="soft">{scopeText.needsLine}</p>}
        {!isLead && <p className="soft">{scopeText.onlyLead}</p>}
      </div>
    </div>
  );
}

function ChannelChoices(props: {
  readonly page: ScopePage;
  readonly chosen: readonly string[];
  readonly isFixed: boolean;
  readonly onChange: (channels: string[]) => void;
}) {
  const { page, chosen, isFixed, onChange } = props;
  return (
    <div className="sync-scope-channels">
      {page.choices.map((channel) => {
        const isHeld = page.held.includes(channel);
        return (
          <Checkbox
            key={channel}
            isSelected={chosen.includes(channel)}
            isDisabled={isFixed || isHeld}
            onChange={(isChosen) => onChange(isChosen ? [...chosen, channel] : chosen.filter((one) => one !== channel))}
          >
            {isHeld ? scopeText.held(nameOf(channel)) : nameOf(channel)}
          </Checkbox>
        );
      })}
    </div>
  );
}

/** What the change would do, before it is made. */
function Meaning({ page, wanted }: { readonly page: ScopePage; readonly wanted: Chosen }) {
  const { count } = useFormat();
  const { added, left, isOtherSite } = scopeChange(page, wanted);
  return (
    <ul className="sync-scope-meaning">
      {added.length > 0 && <li>{scopeText.added(namesOf(added))}</li>}
      {left.length > 0 && <li>{scopeText.left(namesOf(left))}</li>}
      {wanted.channels?.length === 0 && <li>{scopeText.none}</li>}
      {page.channels === null && wanted.channels !== null && <li>{scopeText.notNew}</li>}
      {isOtherSite && <li>{scopeText.otherSite}</li>}
      {isOtherSite && page.mayPromise > 0 && <li>{scopeText.goodsStay(count(page.mayPromise), page.site)}</li>}
    </ul>
  );
}
