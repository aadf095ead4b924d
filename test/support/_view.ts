import { writeFileSync } from "node:fs";
import { openLabelFonts } from "/work/main/main/adapters/labels/label-fonts.ts";
import { zplLabel } from "/work/main/main/adapters/labels/zpl-label.ts";
import { pdfLabel } from "/work/main/main/adapters/labels/pdf-label.ts";
import { renderPdf, renderZpl } from "/work/main/test/support/barcodes/render.ts";
import { asThermalPrint, pngBytes } from "/work/main/test/support/barcodes/image.ts";
import { readBarcodes } from "/work/main/test/support/barcodes/read-barcodes.ts";
const base = { shipFrom:{name:"",company:"Holdfast Gifts Ltd",lines:["Unit 4, Wharf Mill","Bridge Street"],city:"Hebden Bridge",region:"West Yorkshire",postcode:"HX7 8AF",country:"GB",phone:""},
 shipTo:{name:"Margaret O'Donoghue-Featherstone",company:"",lines:["Flat 12B, Kingsbridge House","48 Old Brewery Lane"],city:"London",region:"England",postcode:"EC1A 1BB",country:"GB",phone:"+44 20 7946 0812"},
 orderNumber:"#536365",orderBarcode:"HF-ORD.#536365",sscc:"106141412345678908",boxIndex:1,boxCount:2,shippingMethod:"Tracked 48",weightGrams:1240,packedAt:Date.UTC(2026,10,22,14,5),timeZone:"Europe/London",stationName:"Bench 2"};
const samples: any = { gb: base,
 pl: {...base, shipTo:{name:"Łukasz Brzęczyszczykiewicz",company:"Żółta Łódź Sp. z o.o.",lines:["ul. Świętego Wincentego 4/12"],city:"Łódź",region:"",postcode:"90-057",country:"PL",phone:""},shippingMethod:"International Economy Signed For",boxIndex:12,boxCount:24},
 ru: {...base, shipTo:{name:"Александр Константинопольский",company:"ΑΘΗΝΑ Εμπορική",lines:["проспект Маршала Жукова, дом 45, корпус 2, квартира 118"],city:"Санкт-Петербург",region:"Ленинградская область",postcode:"198303",country:"RU",phone:"+7 812 000-00-00"},shippingMethod:"Express Saver"},
 long: {...base, orderNumber:"LS1-A0412-RESEND-0000",orderBarcode:"HF-ORD.LS1-A0412-RESEND-0000", shipTo:{name:"The Right Honourable Maximiliana Konstantina von Hohenzollern-Sigmaringen and Family",company:"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH & Co. KG",lines:["Hinterhaus, dritter Aufgang links, hinter dem Fahrradkeller, bitte klingeln","Straße des Siebzehnten Juni 135","Gebäude 14, Raum 3.204"],city:"Berlin-Charlottenburg-Wilmersdorf",region:"Berlin",postcode:"10623",country:"DE",phone:"+49 30 123456789"},shippingMethod:"Versicherter Versand mit Sendungsverfolgung und Unterschrift"} };
const fonts = openLabelFonts("/work/main/assets");
for (const [name, label] of Object.entries<any>(samples)) for (const dpi of [203,300] as const) {
  const z = zplLabel(fonts, label, dpi); if(!z.ok){console.log(name,dpi,z.error);continue;}
  writeFileSync(`/tmp/labelview/${name}-${dpi}.zpl`, z.value);
  const zi = asThermalPrint(await renderZpl(z.value, dpi)); writeFileSync(`/tmp/labelview/${name}-${dpi}-zpl.png`, pngBytes(zi));
  const p = await pdfLabel(fonts, label, dpi); if(!p.ok){console.log(p.error);continue;}
  writeFileSync(`/tmp/labelview/${name}-${dpi}.pdf`, p.value);
  const [pi] = await renderPdf(p.value, dpi); const pt=asThermalPrint(pi!); writeFileSync(`/tmp/labelview/${name}-${dpi}-pdf.png`, pngBytes(pt));
  console.log(name, dpi, z.value.length, p.value.length, JSON.stringify(await readBarcodes(zi)), JSON.stringify(await readBarcodes(pt)));
}
