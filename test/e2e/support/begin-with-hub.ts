import type { Page } from "playwright-core";
import { whenReady } from "./day.ts";

/** The first start of a station that joins a hub, as a person does it. */
export async function beginWithHub(window: Page, address: string, code: string): Promise<void> {
  await whenReady(window);
  await window.getByText("Join a hub").click();
  await window.getByLabel("Name of this station").fill("Pack bench 1");
  await window.getByLabel("Your name").fill("Mira Holt");
  await window.getByLabel("PIN", { exact: true }).fill("1234");
  await window.getByLabel("PIN again").fill("1234");
  await window.getByLabel("Address of the hub").fill(address);
  await window.getByLabel("Code", { exact: true }).fill(code);
  await window.getByRole("button", { name: "Start" }).click();
}
