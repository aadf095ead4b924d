import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<"method" | "route" | "status">;
  readonly pushed: Counter<"outcome">;
  readonly pulled: Counter;
  readonly streamed: Counter;
}

/** What Prometheus reads of one hub process. */
export function makeMetrics(streams: () => number): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  registry.registerMetric(
    new Gauge({
      name: "holdfast_streams",
      help: "Stations listening for new facts at this process",
      registers: [],
      collect() {
        this.set(streams());
      },
    }),
  );
  return {
    registry,
    requests: new Histogram({
      name: "holdfast_request_seconds",
      help: "How long requests took",
      labelNames: ["method", "route", "status"],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    pushed: new Counter({
      name: "holdfast_facts_pushed_total",
      help: "Facts that stations sent, by what became of them",
      labelNames: ["outcome"],
      registers,
    }),
    pulled: new Counter({ name: "holdfast_facts_pulled_total", help: "Facts given to stations by pull", registers }),
    streamed: new Counter({
      name: "holdfast_facts_streamed_total",
      help: "Facts given to stations by stream",
      registers,
    }),
  };
}
