import { useEffect } from "react";
import { benchCame } from "../../app/live.ts";
import { useAppDispatch, useAppSelector } from "../../app/store.ts";
import { ask } from "../../bridge/ask.ts";
import { prepareSounds } from "../bench/bench-sounds.ts";
import { PackBench } from "./pack-bench.tsx";

/** The pack bench: the whole window, driven by main's `bench` events. */
export function PackScreen() {
  const dispatch = useAppDispatch();
  const bench = useAppSelector((state) => state.live.bench);
  useEffect(() => {
    prepareSounds();
    void ask("scans.route", { to: "pack" });
    void ask("packing.state", {}).then((reply) => {
      if (reply.ok) dispatch(benchCame(reply.value));
    });
  }, [dispatch]);
  // Local and immediate: nothing stands in its place for those few milliseconds.
  return bench && <PackBench bench={bench} />;
}
