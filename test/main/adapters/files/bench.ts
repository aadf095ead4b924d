import { monitorEventLoopDelay } from "node:perf_hooks";
import { readCsv } from "#main/adapters/files/csv-reader.ts";
const path=process.argv[2]!;
globalThis.gc?.();
const base=process.memoryUsage(); let peak=0, peakHeap=0; const h=monitorEventLoopDelay({resolution:1}); h.enable();
let worst=0; let last=performance.now(); let worstCpu=0; let lastCpu=process.cpuUsage(); const over:number[]=[];
const tick=()=>{const n=performance.now(); worst=Math.max(worst,n-last); if(n-last>16){over.push(Math.round(n-last))} last=n; const c=process.cpuUsage(lastCpu); lastCpu=process.cpuUsage(); worstCpu=Math.max(worstCpu,(c.user+c.system)/1000); if(!stop) setImmediate(tick)}; let stop=false; setImmediate(tick);
const t=performance.now(); let rows=0; let n=0;
for await (const e of readCsv(path)) { if(e.kind==="rows") {rows+=e.rows.length; if((n++ % 50)===0){ const m=process.memoryUsage(); peak=Math.max(peak,m.rss-base.rss); peakHeap=Math.max(peakHeap,m.heapUsed+m.external-base.heapUsed-base.external);} } else if (e.kind!=="header") console.log(e); }
stop=true; h.disable();
const s=(performance.now()-t)/1000;
console.log({rows, s:s.toFixed(1), peakRssMB:(peak/1e6).toFixed(0), peakHeapMB:(peakHeap/1e6).toFixed(0), loopMaxMs:(h.max/1e6).toFixed(1), loopP99:(h.percentile(99)/1e6).toFixed(1), p9999:(h.percentile(99.99)/1e6).toFixed(1), worstTurnMs: worst.toFixed(1), worstCpu, over: over.slice(0,40), overs: over.length});
