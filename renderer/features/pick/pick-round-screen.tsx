import { IconArrowLeft } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useCommands } from "../../app/commands.tsx";
import { pickCame } from "../../app/live.ts";
import { went } from "../../app/place.ts";
import { useAppDispatch, useAppSelector } from "../../app/store.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { prepareSounds } from "../bench/bench-sounds.ts";
import "./pick.css";
import { PickRound } from "./pick-round.tsx";
import { pickCommandText, pickRoundText } from "./text.ts";

/** The pick round: the whole window, driven by main's `pick` events. */
export function PickRoundScreen() {
  const dispatch = useAppDispatch();
  const pick = useAppSelector((state) => state.live.pick);
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    prepareSounds();
    void ask("scans.route", { to: "pick" });
    void ask("picking.state", {}).then((reply) => {
      if (reply.ok) dispatch(pickCame(reply.value));
      setAsked(true);
    });
  }, [dispatch]);
  if (pick) return <PickRound key={pick.list.listId} pick={pick} />;
  return isAsked && <NothingInHand onLeave={() => dispatch(went({ kind: "pick-lists" }))} />;
}

function NothingInHand({ onLeave }: { readonly onLeave: () => void }) {
  useCommands(pickRoundText.screen, [
    { id: "to-lists", label: pickCommandText.toLists, shortcut: "enter", run: onLeave },
    { id: "to-lists-escape", label: pickCommandText.toLists, shortcut: "escape", run: onLeave },
  ]);
  return (
    <main className="pick-nothing">
      <EmptyState
        title={pickRoundText.nothingInHand}
        detail={pickRoundText.nothingInHandDetail}
        actions={
          <Button kind="primary" icon={IconArrowLeft} keys={["Enter"]} onPress={onLeave}>
            {pickCommandText.toLists}
          </Button>
        }
      />
    </main>
  );
}
