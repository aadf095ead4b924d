// @vitest-environment jsdom
import { cleanup, fireEvent, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SyncMood } from "#renderer/dev/fake-sync.ts";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";
import { inWindow } from "../../support/in-window.tsx";

withLayout({ width: 1000, height: 600 });
withCssEscape();
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

const onSync = (sync: SyncMood) => inWindow({ orders: 3, sync, place: { kind: "sync" } });
const fill = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

describe("a station without a hub", () => {
  it("joins with address and code, and says what is missing or wrong before it does", async () => {
    const page = await onSync("alone");
    const join = await page.screen.findByRole("button", { name: "Join the hub" });
    fireEvent.click(join);
    expect(await page.screen.findByText("Type the address of the hub.")).toBeTruthy();
    expect(page.inputsOf("sync.join")).toEqual([]);
    fill(page.screen.getByLabelText("Address of the hub"), "hub.leeds.example");
    fill(page.screen.getByLabelText("Code"), "WRONG");
    fireEvent.click(join);
    expect(await page.screen.findByText(/The hub does not know this code/u)).toBeTruthy();
    fill(page.screen.getByLabelText("Code"), "CODE");
    fireEvent.click(join);
    expect(await page.screen.findByText("Refused by the hub")).toBeTruthy();
  });

  it("compares the fingerprint of a hub of one's own, and only then joins", async () => {
    const page = await onSync("alone");
    fill(await page.screen.findByLabelText("Address of the hub"), "192.0.2.20:7420");
    fill(page.screen.getByLabelText("Code"), "TLS");
    fireEvent.click(page.screen.getByRole("button", { name: "Join the hub" }));
    expect(await page.screen.findByText("Is this your hub?")).toBeTruthy();
    expect(page.screen.getByText(/4F:1A:9C:22/u)).toBeTruthy();
    fireEvent.click(page.screen.getByRole("button", { name: "They are the same: join" }));
    expect(await page.screen.findByText("Refused by the hub")).toBeTruthy();
    expect(page.inputsOf("sync.join").map(({ fingerprint }) => fingerprint)).toEqual([null, "4F:1A:9C:22:0B:77:D0:33"]);
  });
});

describe("a station of a hub", () => {
  it("says that nothing waits where nothing does, and what does where something does", async () => {
    const calm = await onSync("calm");
    expect(await calm.screen.findByText("Nothing waits.")).toBeTruthy();
    expect(calm.screen.getByText("The hub has refused nothing.")).toBeTruthy();
    cleanup();
    const sending = await onSync("sending");
    expect(await sending.screen.findByText("LS-0411: Order placed")).toBeTruthy();
  });

  it("without a line says so, and tries now with S", async () => {
    const page = await onSync("away");
    expect(await page.screen.findByText(/^The hub does not answer\. Work goes on here/u)).toBeTruthy();
    await page.press("s");
    await waitFor(() => expect(page.inputsOf("sync.tryNow")).toHaveLength(1));
  });

  it("shows how much of the hub's copy has come", async () => {
    const page = await onSync("copy");
    expect(await page.screen.findByText("Copy from the hub")).toBeTruthy();
    expect(page.screen.getAllByText("482 of 1,103 MB").length).toBeGreaterThan(0);
  });

  it("shows how far the first download is, open work complete", async () => {
    const page = await onSync("first");
    expect(await page.screen.findByText("Open work complete")).toBeTruthy();
    expect(page.screen.getAllByText("history: 64,100 of 100,000 records").length).toBeGreaterThan(0);
  });

  it("says what the hub refused and why; it is sent again, or discarded with a reason", async () => {
    const page = await onSync("refused");
    const [first, second] = await page.screen.findAllByRole("button", { name: "Send again" });
    expect(page.screen.getByText(/has no role that allows it\. It is kept here/u)).toBeTruthy();
    expect(second).toBeTruthy();
    if (first) fireEvent.click(first);
    expect(await page.screen.findByText("Sent, and taken.")).toBeTruthy();
    fireEvent.click(page.screen.getByRole("button", { name: "Discard, with reason" }));
    const dialog = await page.screen.findByRole("dialog", { name: "Discard what the hub refused?" });
    fill(within(dialog).getByLabelText("Why"), "Recorded twice");
    fireEvent.click(within(dialog).getByRole("button", { name: "Discard" }));
    expect(await page.screen.findByText("The hub has refused nothing.")).toBeTruthy();
    expect(page.inputsOf("sync.discard")).toEqual([{ factId: "fact-80", reason: "Recorded twice" }]);
  });

  it("names what needs a person in words: a clock a year ahead", async () => {
    const page = await onSync("trouble");
    expect(await page.screen.findByText(/^The clock of this computer is 365 days ahead/u)).toBeTruthy();
  });
});

describe("what the station receives", () => {
  it("is chosen by channel, after saying what that means; a channel it takes in stays", async () => {
    const page = await onSync("calm");
    fireEvent.click(await page.screen.findByRole("radio", { name: "Only these" }));
    expect(page.screen.getByRole("checkbox", { name: "Shopify: taken in here" }).matches(":disabled")).toBe(true);
    fireEvent.click(page.screen.getByRole("checkbox", { name: "Phone" }));
    expect(page.screen.getByText(/^Orders of Phone that are here stay here\./u)).toBeTruthy();
    fireEvent.click(page.screen.getByRole("button", { name: "Change" }));
    expect(await page.screen.findByText(/^Changed\./u)).toBeTruthy();
    expect(page.inputsOf("sync.chooseScope")).toEqual([{ site: "main", channels: ["shopify", "counter"] }]);
    fireEvent.click(page.screen.getByRole("radio", { name: "All channels, also new ones" }));
    expect(page.screen.getByText(/^Orders of Phone come in, those of before too\./u)).toBeTruthy();
    fireEvent.click(page.screen.getByRole("button", { name: "Leave it as it is" }));
    expect(page.screen.queryByRole("button", { name: "Change" })).toBeNull();
  });

  it("says before the site is another that goods stay where they are, and how many it may promise", async () => {
    const page = await onSync("calm");
    fill(await page.screen.findByLabelText("Site"), "North");
    expect(page.screen.getByText(/Of the 1,240 units it may promise, those in bins of main stay there/u)).toBeTruthy();
    fill(page.screen.getByLabelText("Site"), "main");
    expect(page.screen.queryByText(/it may promise/u)).toBeNull();
  });

  it("says why it cannot be changed without a line", async () => {
    const away = await onSync("away");
    expect(await away.screen.findByText(/^The hub must agree to a change/u)).toBeTruthy();
    expect(away.screen.getByRole("radio", { name: "Only these" }).matches(":disabled")).toBe(true);
  });
});
