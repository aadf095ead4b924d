import { readCsv } from "#main/adapters/files/csv-reader.ts";
import { recognise } from "#shared/importing/recognise.ts";
import { toFileRows } from "#shared/importing/file-row.ts";
import { groupOrders } from "#shared/importing/order-groups.ts";
import { readOrders } from "#shared/importing/shopify.ts";
import { createCatalogueReader } from "#shared/importing/catalogue.ts";
async function load(path: string) {
  let header; const rows = [];
  for await (const e of readCsv(path)) { if (e.kind==="header") header=e.header; else if (e.kind==="rows") rows.push(...e.rows); else console.log(e); }
  const rec = recognise(header!.cells); if (!rec.ok) throw new Error(rec.error.message);
  console.log(rec.value.kind, rec.value.notices, rows.length);
  return toFileRows(rows, rec.value.names);
}
const d="/work/shared/data/orders/";
const cat = await load(d+"catalog.csv"); const reader=createCatalogueReader(()=>undefined);
const items=new Map(); let bad=0, noB=0; for (const r of cat){const e=reader.read(r); if(!e.ok){bad++;console.log(e.error)} else {items.set(e.value.item.sku,e.value.item); if(!e.value.item.barcode) noB++; for(const n of e.value.notices) console.log(n.message)}}
console.log(items.size,bad,noB);
const rows=await load(d+"shopify_orders_export.csv");
const {groups,survey}=groupOrders(rows);
const out=groups.flatMap(g=>readOrders(g,{file:"x",knows:s=>items.has(s),repeatedIds:survey.repeatedIds}));
const imp=out.flatMap(o=>o.kind==="imported"?[o.order]:[]);
console.log(out.length,imp.length, out.filter(o=>o.kind!=="imported").flatMap(o=>o.problems));
const S=(f)=>imp.reduce((a,o)=>a+f(o),0);
console.log({lines:S(o=>o.content.lines.length),units:S(o=>o.content.lines.reduce((a,l)=>a+l.quantity,0)),total:S(o=>o.content.totals.totalMinor),canc:S(o=>+(o.cancelledAt!==undefined)),ref:S(o=>+o.fullyRefunded),unpaid:S(o=>+o.holds.some(h=>h.type==="PAYMENT")),risk:S(o=>+o.holds.some(h=>h.type==="FRAUD")),ful:S(o=>+(o.fulfilledAt!==undefined)),notices:imp.flatMap(o=>o.notices), tax:S(o=>+o.content.taxIncluded)});
console.log(JSON.stringify({...imp[0]!,content:{...imp[0]!.content,lines:imp[0]!.content.lines.slice(0,1),source:0},digestInput:0},null,1));
