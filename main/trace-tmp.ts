import { appendFileSync } from "node:fs";
export function trace(name: string): void {
  const file = process.env["HOLDFAST_TRACE"];
  if (file) appendFileSync(file, `${(performance.timeOrigin + performance.now()).toFixed(1)} main ${name} ${process.cpuUsage().user/1000|0}\n`);
}
