import type { SlowQueryRow } from "#shared/care/care.ts";
import { useFormat } from "../../app/use-format.ts";
import { Card } from "../../ui/card.tsx";
import { careText, milliseconds } from "./text.ts";

/** For whoever helps: what the store takes longest for. */
export function SlowQueries({ queries }: { readonly queries: readonly SlowQueryRow[] }) {
  const format = useFormat();
  return (
    <Card title={careText.slowest} fill>
      <div className="care-scroll care-fields" tabIndex={0} role="group" aria-label={careText.slowest}>
        <table className="care-table">
          <thead>
            <tr>
              <th data-align="end">{careText.slowestRun}, ms</th>
              <th data-align="end">{careText.average}, ms</th>
              <th data-align="end">{careText.runs}</th>
              <th>{careText.query}</th>
            </tr>
          </thead>
          <tbody>
            {queries.map(({ sql, slowestMs, averageMs, runs }) => (
              <tr key={sql}>
                <td data-align="end">{milliseconds(slowestMs)}</td>
                <td data-align="end">{milliseconds(averageMs)}</td>
                <td data-align="end">{format.count(runs)}</td>
                <td className="code care-sql" title={sql}>
                  {sql}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
