import { lazy, Suspense, useCallback, useEffect, useRef } from "react";
import type { StationState } from "#shared/bridge/types.ts";
import { RescueScreen } from "../features/care/rescue-screen.tsx";
import { CareScreen } from "../features/care/screen.tsx";
import { DevicesScreen } from "../features/devices/screen.tsx";
import { ExceptionsScreen } from "../features/exceptions/screen.tsx";
import { FirstRunScreen } from "../features/first-run/screen.tsx";
import { ImportScreen } from "../features/import/screen.tsx";
import { chooseFile, startImport } from "../features/import/start-import.ts";
import { takeUpDraft } from "../features/order-desk/desk-thunks.ts";
import { OrderDeskScreen } from "../features/order-desk/screen.tsx";
import { OrderScreen } from "../features/orders/order-screen.tsx";
import { OrdersScreen } from "../features/orders/screen.tsx";
import { PackScreen } from "../features/pack/screen.tsx";
import { PickListsScreen } from "../features/pick/pick-lists-screen.tsx";
import { PickRoundScreen } from "../features/pick/pick-round-screen.tsx";
import { SignInScreen } from "../features/sign-in/screen.tsx";
import { SyncScreen } from "../features/sync/screen.tsx";
import { StockScreen } from "../features/stock/screen.tsx";
import { CommandKeys } from "./commands.tsx";
import { DeskFrame } from "./desk-frame.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { FileDrop } from "./file-drop.tsx";
import { OpeningScreen, StoreClosedScreen } from "./phase-screens.tsx";
import { went } from "./place.ts";
import type { Place } from "./place.ts";
import { useDeskScans } from "./desk-scans.ts";
import { useAppDispatch, useAppSelector } from "./store.ts";
import { WindowCommands } from "./window-commands.tsx";

// Draws badges with a barcode library half the size of everything else together: not before somebody goes there.
const PeopleScreen = lazy(() =>
  import("../features/people/screen.tsx").then((module) => ({ default: module.PeopleScreen })),
);

const ScannersScreen = lazy(() =>
  import("../features/scanners/screen.tsx").then((module) => ({ default: module.ScannersScreen })),
);

/** The whole window: what it shows follows from where the station stands, then from where the person went. */
export function App() {
  const dispatch = useAppDispatch();
  const place = useAppSelector((state) => state.place.place);
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
    if (station.phase !== "opening") document.documentElement.dataset["ready"] = "true";
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
  useEffect(() => void dispatch(takeUpDraft()), [dispatch]);
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

function Screen({ place }: { readonly place: Place }) {
  switch (place.kind) {
    case "orders":
      return <OrdersScreen />;
    case "order":
      return <OrderScreen key={place.orderId} orderId={place.orderId} />;
    case "new-order":
      return <OrderDeskScreen />;
    case "pick-lists":
      return <PickListsScreen />;
    case "pick-round":
      return <PickRoundScreen />;
    case "pack":
      return <PackScreen />;
    case "stock":
      return <StockScreen />;
    case "exceptions":
      return <ExceptionsScreen />;
    case "import":
      return <ImportScreen />;
    case "sync":
      return <SyncScreen />;
    case "devices":
      return <DevicesScreen />;
    case "care":
      return <CareScreen />;
    case "scanners":
      return (
        <Suspense>
          <ScannersScreen />
        </Suspense>
      );
    case "people":
      return (
        <Suspense>
          <PeopleScreen />
        </Suspense>
      );
  }
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
