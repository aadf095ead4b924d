import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { LastScan } from "#shared/bridge/types.ts";
import { useFormat } from "../../app/use-format.ts";
import { Card } from "../../ui/card.tsx";
import { Glyph } from "../../ui/glyph.tsx";
import { findingWords, noiseWords, scannersText, visible, warningWords } from "./text.ts";

/** Every scan as it came: text, symbology, GS1 parts, bytes, and what is wrong with it. Newest first. */
export function ScanFeed({ scans }: { readonly scans: readonly LastScan[] }) {
  return (
    <Card title={scannersText.feed} fill padding="none">
      <div className="scan-feed" tabIndex={0} role="group" aria-label={scannersText.feed}>
        {scans.length === 0 && <p className="soft">{scannersText.feedEmpty}</p>}
        <ul aria-live="polite">
          {scans.map((scan, place) => (
            <FeedRow key={`${scan.at} ${scan.text} ${scans.length - place}`} scan={scan} />
          ))}
        </ul>
      </div>
    </Card>
  );
}

function FeedRow({ scan }: { readonly scan: LastScan }) {
  const format = useFormat();
  const { described, noise } = scan;
  const finding = described.finding;
  return (
    <li className="feed-row">
      <div className="row">
        <bdi className="code strong grow feed-text">{visible(scan.text) || "–"}</bdi>
        <span className="soft small">{format.clockWithSeconds(scan.at)}</span>
      </div>
      <div className="soft small">
        {[
          scan.scanner || scannersText.keyboard,
          described.symbology || (scan.text ? scannersText.noSymbology : ""),
          // What is named below, or is a code of the card, needs no second word.
          noise === null && finding === null ? scan.meaning : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </div>
      {described.elements.length > 0 && (
        <dl className="feed-elements">
          {described.elements.map(({ ai, title, value }, place) => (
            <div key={`${ai} ${place}`}>
              <dt>
                <span className="code">({ai})</span> {title}
              </dt>
              <dd className="code">
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {described.warnings.map((warning) => (
        <Finding key={JSON.stringify(warning)} isGood={false} words={warningWords(warning)} />
      ))}
      {noise !== null && <Finding isGood={false} words={noiseWords(noise)} />}
      {finding !== null && <Finding isGood={finding.kind === "right"} words={findingWords(finding)} />}
      {scan.hex !== "" && (
        <div className="feed-bytes code soft" title={scannersText.bytes}>
          {scan.hex.match(/../g)?.join(" ")}
        </div>
      )}
    </li>
  );
}

export function Finding({ isGood, words }: { readonly isGood: boolean; readonly words: string }) {
  return (
    <div className="finding small" data-good={isGood || undefined}>
      <Glyph icon={isGood ? IconCircleCheck : IconAlertTriangle} size={16} stroke={2.2} />
      <span>{words}</span>
    </div>
  );
}
