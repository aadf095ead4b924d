import { IconBarcode, IconUserCheck, IconUserPlus } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { PersonRow } from "#shared/bridge/types.ts";
import { useCommands } from "../../app/commands.tsx";
import { DeskPage } from "../../app/desk-page.tsx";
import { ScreenDialog } from "../../app/screen-dialog.tsx";
import { useAppSelector } from "../../app/store.ts";
import { api } from "../../bridge/api.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import type { Column, DataTableHandle } from "../../ui/data-table.tsx";
import { LoadingRows } from "../../ui/loading-rows.tsx";
import { roleText } from "../sign-in/text.ts";
import { AddPerson } from "./add-person.tsx";
import { BadgeCard } from "./badge-card.tsx";
import "./people.css";
import { peopleColumnText, peopleText } from "./text.ts";

const keyOf = (person: PersonRow) => person.personId;

/** Who works at this station, and their badges. */
export function PeopleScreen() {
  const me = useAppSelector(({ live: { station } }) => (station.phase === "ready" ? station.person : null));
  const { data: people } = api.usePeopleQuery({});
  const [current, setCurrent] = useState<string>();
  const [open, setOpen] = useState<{ readonly kind: "add" } | { readonly kind: "badge"; readonly person: PersonRow }>();
  const table = useRef<DataTableHandle>(null);
  const isLead = me?.roles.includes("lead") ?? false;
  const add = () => setOpen({ kind: "add" });
  const close = () => setOpen(undefined);
  const columns = useMemo(
    () => peopleColumns(me?.personId, (person) => setOpen({ kind: "badge", person })),
    [me?.personId],
  );
  const isLoaded = people !== undefined;
  useEffect(() => {
    if (isLoaded) table.current?.focus();
  }, [isLoaded]);
  useCommands(peopleText.title, [
    { id: "people-move", label: peopleText.move, shownKeys: ["↑", "↓"], hint: peopleText.move },
    { id: "people-badge", label: peopleText.showBadge, shownKeys: ["Enter"], hint: peopleText.showBadge },
    {
      id: "people-add",
      label: peopleText.add,
      shortcut: "a",
      hint: peopleText.add,
      unavailable: isLead ? undefined : peopleText.onlyLead,
      run: add,
    },
  ]);
  return (
    <DeskPage
      title={peopleText.title}
      actions={
        <Button kind="primary" icon={IconUserPlus} keys={["A"]} isDisabled={!isLead} onPress={add}>
          {peopleText.add}
        </Button>
      }
    >
      <Card fill padding="none">
        {people ? (
          <DataTable
            ref={table}
            label={peopleText.title}
            columns={columns}
            rows={people}
            rowKey={keyOf}
            current={current ?? people[0]?.personId}
            onCurrentChange={setCurrent}
            onOpen={(person) => setOpen({ kind: "badge", person })}
            density="mend"
          />
        ) : (
          <LoadingRows label={peopleText.loading} />
        )}
      </Card>
      <ScreenDialog title={peopleText.add} isOpen={open?.kind === "add"} onClose={close} width="narrow">
        {open?.kind === "add" && <AddPerson onClose={close} onAdded={(person) => setOpen({ kind: "badge", person })} />}
      </ScreenDialog>
      <ScreenDialog
        title={open?.kind === "badge" ? peopleText.badgeOf(open.person.name) : ""}
        isOpen={open?.kind === "badge"}
        onClose={close}
        width="narrow"
        closeOnPressOutside
        actions={
          <>
            <Button onPress={close}>{peopleText.close}</Button>
            <Button kind="primary" autoFocus onPress={() => window.print()}>
              {peopleText.print}
            </Button>
          </>
        }
      >
        {open?.kind === "badge" && (
          <div className="stack people-badge">
            <BadgeCard person={open.person} />
            <p className="soft small">{peopleText.badgeDetail}</p>
          </div>
        )}
      </ScreenDialog>
    </DeskPage>
  );
}

function peopleColumns(me: string | undefined, onBadge: (person: PersonRow) => void): readonly Column<PersonRow>[] {
  return [
    {
      id: "name",
      head: peopleColumnText.name,
      width: "minmax(180px, 1fr)",
      look: "strong",
      cell: (person) => <bdi className="clip">{person.name}</bdi>,
    },
    {
      id: "roles",
      head: peopleColumnText.roles,
      width: "minmax(180px, 1fr)",
      cell: (person) => person.roles.map((role) => roleText[role]).join(", "),
    },
    {
      id: "now",
      head: peopleColumnText.now,
      width: "150px",
      cell: (person) =>
        person.personId === me && (
          <Badge tone="ok" icon={IconUserCheck}>
            {peopleText.signedIn}
          </Badge>
        ),
    },
    { id: "badge", head: peopleColumnText.badge, width: "190px", look: "code", cell: (person) => person.badge },
    {
      id: "actions",
      head: peopleColumnText.actions,
      isHeadHidden: true,
      width: "150px",
      cell: (person) => (
        <Button size="small" icon={IconBarcode} onPress={() => onBadge(person)}>
          {peopleText.showBadge}
        </Button>
      ),
    },
  ];
}
