import { Menu, type MenuItemConstructorOptions } from "electron";

/** Our own menu: no reload, no developer tools, so that no scanned key combination can reach them in production. */
export function setMenu(isDevelopment: boolean): void {
  const edit: MenuItemConstructorOptions = { role: "editMenu" };
  const view: MenuItemConstructorOptions = {
    label: "View",
    submenu: [
      { role: "resetZoom" },
      { role: "zoomIn" },
      { role: "zoomOut" },
      { type: "separator" },
      { role: "togglefullscreen" },
      ...(isDevelopment ? ([{ role: "reload" }, { role: "toggleDevTools" }] as const) : []),
    ],
  };
  const first: MenuItemConstructorOptions[] = process.platform === "darwin" ? [{ role: "appMenu" }] : [];
  Menu.setApplicationMenu(Menu.buildFromTemplate([...first, edit, view]));
}
