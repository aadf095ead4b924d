import type { BackupRow } from "#shared/care/care.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { Card } from "../../ui/card.tsx";
import { careText } from "./text.ts";

/** The copies that are there to go back to, the newest first. */
export function BackupList({ backups, path }: { readonly backups: readonly BackupRow[]; readonly path: string }) {
  const format = useFormat();
  const now = useNow();
  return (
    <Card title={careText.backups} fill>
      {backups.length === 0 ? (
        <p className="soft care-fields">{careText.noBackups}</p>
      ) : (
        <div className="care-scroll care-fields" tabIndex={0} role="group" aria-label={careText.backups}>
          <table className="care-table">
            <thead>
              <tr>
                <th>{careText.made}</th>
                <th data-align="end">{careText.facts}</th>
                <th data-align="end">{careText.size}</th>
              </tr>
            </thead>
            <tbody>
              {backups.map(({ name, at, facts, bytes }) => (
                <tr key={name}>
                  <td>{format.recordTime(at, now)}</td>
                  <td data-align="end">{format.count(facts)}</td>
                  <td data-align="end">{format.fileSize(bytes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="soft small care-path">
        <bdi>{path}</bdi>
      </p>
    </Card>
  );
}
