/** What the tour saw, for its one-page summary. */
export interface TourSummary {
  readonly screens: { readonly file: string; readonly words: string }[];
  /** Barcodes as an independent decoder read them off the label. */
  readonly labels: string[];
  readonly figures: (readonly [string, string])[];
}

/** A page that stands by itself in demo-output/: the label first, then every screen in the order of the day. */
export function summaryPage({ screens, labels, figures }: TourSummary): string {
  const rows = figures.map(([term, value]) => `<tr><th>${escaped(term)}</th><td>${escaped(value)}</td></tr>`);
  const codes = labels.map((code) => `<li><code>${escaped(code)}</code></li>`);
  const shots = screens.map(
    ({ file, words }) =>
      `<figure><a href="${file}"><img src="${file}" alt=""></a><figcaption>${escaped(words)}</figcaption></figure>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Holdfast: the tour</title>
<style>
body{font:15px/1.5 system-ui,sans-serif;margin:32px auto;max-width:1180px;padding:0 24px;color:#1a1c1f;background:#f6f6f3}
h1{font-size:26px;margin:0 0 4px}h2{font-size:18px;margin:32px 0 12px}
.top{display:grid;grid-template-columns:260px 260px 1fr;gap:28px;align-items:start}
img{width:100%;display:block;border:1px solid #dfdfd8;border-radius:6px;background:#fff}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(340px,1fr));gap:24px}
figure{margin:0}figcaption{margin-top:6px;color:#565c64}th{text-align:left;font-weight:500;padding-right:18px;color:#565c64}
</style></head><body>
<h1>Holdfast: one order, from the shop's file to a scanned box</h1>
<p>Made by <code>npm run demo</code> in the real app, with a scanner on a pseudo-terminal and a printer on a TCP port.</p>
<div class="top">
<figure><a href="label-zpl.png"><img src="label-zpl.png" alt="The label"></a><figcaption>The label as the printer got it (<a href="label.zpl">ZPL</a>, <a href="label.pdf">PDF</a>)</figcaption></figure>
<figure><a href="packing-slip-pdf.png"><img src="packing-slip-pdf.png" alt="The packing slip"></a><figcaption>The packing slip (<a href="packing-slip.pdf">PDF</a>)</figcaption></figure>
<div><table>${rows.join("")}</table><p>Barcodes read off the label by an independent decoder:</p><ul>${codes.join("")}</ul></div>
</div>
<h2>Every screen, in the order of the day</h2>
<div class="grid">
${shots.join("\n")}
</div>
</body></html>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\u001d", "<GS>");
}
