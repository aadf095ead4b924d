import { OrdersScreen } from "../features/orders/screen.tsx";
import { later } from "./later.tsx";
import type { Place } from "./place.ts";

// In the order in which they are likely to be wanted.
const OrderDeskScreen = later(() =>
  import("../features/order-desk/screen.tsx").then((module) => module.OrderDeskScreen),
);
const OrderScreen = later(() => import("../features/orders/order-screen.tsx").then((module) => module.OrderScreen));
const PackScreen = later(() => import("../features/pack/screen.tsx").then((module) => module.PackScreen));
const PickListsScreen = later(() =>
  import("../features/pick/pick-lists-screen.tsx").then((module) => module.PickListsScreen),
);
const PickRoundScreen = later(() =>
  import("../features/pick/pick-round-screen.tsx").then((module) => module.PickRoundScreen),
);
const ImportScreen = later(() => import("../features/import/screen.tsx").then((module) => module.ImportScreen));
const StockScreen = later(() => import("../features/stock/screen.tsx").then((module) => module.StockScreen));
const MovesScreen = later(() => import("../features/moves/screen.tsx").then((module) => module.MovesScreen));
const DevicesScreen = later(() => import("../features/devices/screen.tsx").then((module) => module.DevicesScreen));
const CareScreen = later(() => import("../features/care/screen.tsx").then((module) => module.CareScreen));
const SyncScreen = later(() => import("../features/sync/screen.tsx").then((module) => module.SyncScreen));
const ExceptionsScreen = later(() =>
  import("../features/exceptions/screen.tsx").then((module) => module.ExceptionsScreen),
);
const ScannersScreen = later(() => import("../features/scanners/screen.tsx").then((module) => module.ScannersScreen));
const PrintingScreen = later(() => import("../features/printing/screen.tsx").then((module) => module.PrintingScreen));
const PeopleScreen = later(() => import("../features/people/screen.tsx").then((module) => module.PeopleScreen));

/** The screen of a place. Only the one the window opens with is in its first piece. */
export function Screen({ place }: { readonly place: Place }) {
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
    case "moves":
      return <MovesScreen />;
    case "exceptions":
      return <ExceptionsScreen />;
    case "import":
      return <ImportScreen />;
    case "devices":
      return <DevicesScreen />;
    case "sync":
      return <SyncScreen />;
    case "care":
      return <CareScreen />;
    case "scanners":
      return <ScannersScreen />;
    case "printing":
      return <PrintingScreen />;
    case "people":
      return <PeopleScreen />;
  }
}
