import { useCallback, useEffect, useRef } from "react";
import type { StationState } from "#shared/bridge/types.ts";
import { chooseFile, startImport } from "../features/import/start-import.ts";
import { SignInScreen } from "../features/sign-in/screen.tsx";
import { afterReading } from "../platform/after-paint.ts";
import { CommandKeys } from "./commands.tsx";
import { DeskFrame } from "./desk-frame.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { FileDrop } from "./file-drop.tsx";
import { OpeningScreen, StoreClosedScreen } from "./phase-screens.tsx";
import { fetchTheRest, later } from "./later.tsx";
import { went } from "./place.ts";
import type { Place } from "./place.ts";
import { useDeskScans } from "./desk-scans.ts";
import { Screen } from "./screens.tsx";
import { useAppDispatch, useAppSelector } from "./store.ts";
import { WindowCommands } from "./window-commands.tsx";

const RescueScreen = later(() => import("../features/care/rescue-screen.tsx").then((module) => module.RescueScreen));
const FirstRunScreen = later(() => import("../features/first-run/screen.tsx").then((module) => module.FirstRunScreen));

/** The whole window: what it shows follows from where the station stands, then from where the person went. */
export function App() {
  const dispatch = useAppDispatch();
  const place = useAppSelector((state) => state.place.place);
  useEffect(() => {
    let isGone = false;
    const end = afterReading(() => void fetchTheRest().then(() => (isGone ? undefined : tell("whole"))));
    return () => {
      isGone = true;
      end();
    };
  }, []);
  return (
    <ErrorBoundary screenId={JSON.stringify(place)} onGoToOrders={() => dispatch(went({ kind: "orders" }))}>
      <Phase />
      <CommandKeys />
    </ErrorBoundary>
  );
}

function Phase() {
  const station = useAppSelector((state) => state.live.station);
  useEffect(() => {
    if (station.phase !== "opening") tell("ready");
  }, [station.phase]);
  switch (station.phase) {
    case "opening":
      return <OpeningScreen />;
    case "store-closed":
      return station.rescue ? <RescueScreen /> : <StoreClosedScreen words={station.words} />;
    case "first-run":
      return <FirstRunScreen />;
    case "ready":
      return station.person ? <Work station={station} /> : <SignInScreen />;
  }
}

function Work({ station }: { readonly station: Extract<StationState, { phase: "ready" }> }) {
  const dispatch = useAppDispatch();
  const place = useAppSelector((state) => state.place.place);
  useDeskScans(place);
  useFocusOnArrival(place);
  // Ready before it is asked for, so that what is typed right behind N goes into its field.
  useEffect(
    () =>
      afterReading(() => {
        void import("../features/order-desk/desk-thunks.ts").then(({ takeUpDraft }) => dispatch(takeUpDraft()));
      }),
    [dispatch],
  );
  const importFile = useCallback(
    (path: string) => {
      dispatch(went({ kind: "import" }));
      void dispatch(startImport(path));
    },
    [dispatch],
  );
  return (
    <>
      <WindowCommands onChooseFile={() => void dispatch(chooseFile())} />
      <FileDrop onFile={importFile} />
      {hasWholeWindow(place) ? (
        <Screen place={place} />
      ) : (
        <DeskFrame station={station}>{<Screen place={place} />}</DeskFrame>
      )}
    </>
  );
}

/** The bench is read from two metres: nothing stands beside it. */
function hasWholeWindow(place: Place): boolean {
  return place.kind === "pack" || place.kind === "pick-round";
}

/** Tells whoever drives the window from outside how far it is. */
function tell(stage: "ready" | "whole"): void {
  document.documentElement.dataset[stage] = "true";
}

/** A screen that puts the focus nowhere itself gets it as a whole, so that keys and screen readers go on from there. */
function useFocusOnArrival(place: Place): void {
  const arrivedAt = useRef<Place>(undefined);
  useEffect(() => {
    if (arrivedAt.current === place) return;
    arrivedAt.current = place;
    const nowhere = document.activeElement === null || document.activeElement === document.body;
    if (nowhere) document.getElementById("content")?.focus({ preventScroll: true });
  }, [place]);
}
