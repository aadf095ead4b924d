import { IconCheck } from "@tabler/icons-react";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import "./orders.css";
import { ordersText } from "./text.ts";
import type { ReleaseReport } from "./use-release.ts";

/** What a release came to; it stays until it is read. */
export function ReleaseNotice({ report, onClear }: { readonly report: ReleaseReport; readonly onClear: () => void }) {
  const gotIt = (
    <Button size="small" onPress={onClear}>
      {ordersText.gotIt}
    </Button>
  );
  return (
    <div className="orders-notice">
      {report.refused.length === 0 ? (
        <Notice tone="ok" icon={IconCheck} speak="soon" actions={gotIt}>
          {report.done}
        </Notice>
      ) : (
        <Notice tone="extra" speak="now" actions={gotIt}>
          <div className="orders-refused">
            {report.done !== "" && <span>{report.done}</span>}
            {report.refused.map((words) => (
              <span key={words}>{words}</span>
            ))}
          </div>
        </Notice>
      )}
    </div>
  );
}
