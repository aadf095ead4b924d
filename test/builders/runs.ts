/** How often a property is tried: `usual` times, or that many times HOLDFAST_RUNS where it is set. */
export function runs(usual: number): number {
  const times = Number(process.env["HOLDFAST_RUNS"] ?? 1);
  return Math.max(1, Math.round(usual * (Number.isFinite(times) && times > 0 ? times : 1)));
}
