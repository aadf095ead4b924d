import { expect, it } from "vitest";
import { StationLife } from "#main/station-thread/station-life.ts";
import type { openStation, Station } from "#main/station.ts";
import { must } from "#shared/kernel/result.ts";
import { noDesktop } from "./support/watched-thread.ts";

it("opens a station again whose closing failed, and notes why", async () => {
  let opened = 0;
  let reopen: (() => Promise<void>) | undefined;
  const notes: string[] = [];
  const open: typeof openStation = ({ sync }) => {
    opened += 1;
    reopen = sync?.reopen;
    // Nothing of it is asked for but its end.
    const station: Pick<Station, "context" | "close"> = {
      context: {} as Station["context"],
      close: () => Promise.reject(new Error("the disk is full")),
    };
    return Promise.resolve(station as Station);
  };
  const life = new StationLife({
    directory: "",
    assets: "",
    version: "0.0.0",
    openStation: open,
    desktop: noDesktop,
    startDevices: noDesktop.startDevices,
    emit: () => undefined,
    holdsStore: () => undefined,
    note: (where, problem) => void notes.push(`${where}: ${String(problem)}`),
  });
  await life.answer("window.keepTheme", { theme: "dark" });
  await must(reopen, "the station is given a way to be opened again")();
  expect(opened).toBe(2);
  expect(notes).toContain("closing the store: Error: the disk is full");
  expect(await life.answer("window.keepTheme", { theme: "dark" })).toEqual({ ok: true, value: null });
});
