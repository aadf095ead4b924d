/**
 * Every part of the kit with sample content, for looking at. Development only: it is no input of the production build.
 * `gallery.html?show=orders&theme=dark`; without `show`, a list of everything.
 */
import { StrictMode } from "react";
import type { ComponentType } from "react";
import { createRoot } from "react-dom/client";
import { benchPages } from "./gallery/bench-pages.tsx";
import { DashboardPage } from "./gallery/dashboard-page.tsx";
import { ImportPage } from "./gallery/import-page.tsx";
import { OrderDeskPage } from "./gallery/order-desk-page.tsx";
import { ManyRowsPage, OrdersPage } from "./gallery/orders-page.tsx";
import { PartsPage } from "./gallery/parts-page.tsx";
import { PickPage } from "./gallery/pick-page.tsx";
import { StatesPage } from "./gallery/states-page.tsx";
import { SyncPage } from "./gallery/sync-page.tsx";
import { applyTheme, keepStylesOut } from "./theme.ts";

const pages: Readonly<Record<string, ComponentType>> = {
  orders: OrdersPage,
  many: ManyRowsPage,
  desk: OrderDeskPage,
  import: ImportPage,
  pick: PickPage,
  sync: SyncPage,
  states: StatesPage,
  parts: PartsPage,
  dashboard: DashboardPage,
  ...benchPages,
};

const query = new URLSearchParams(location.search);
const theme = query.get("theme");
keepStylesOut();
applyTheme(theme === "dark" || theme === "light" ? theme : "system");

const root = document.getElementById("root");
if (root === null) throw new Error("The gallery page has no root element");
const Page = pages[query.get("show") ?? ""] ?? Contents;
createRoot(root).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);

function Contents() {
  return (
    <ul className="stack stack-tight" style={{ padding: 20 }}>
      {Object.keys(pages).map((name) => (
        <li key={name}>
          <a href={`?show=${name}`}>{name}</a>, <a href={`?show=${name}&theme=light`}>light</a>,{" "}
          <a href={`?show=${name}&theme=dark`}>dark</a>
        </li>
      ))}
    </ul>
  );
}
