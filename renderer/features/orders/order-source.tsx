import type { OrderDetail } from "#shared/bridge/types.ts";
import { orderText } from "./order-text.ts";

/** The rows as the shop wrote them, so that nobody has to find the file again. */
export function OrderSource({ source }: { readonly source: NonNullable<OrderDetail["source"]> }) {
  return (
    <div className="order-scroll stack" tabIndex={0} role="group" aria-label={orderText.source}>
      <p className="soft">{orderText.sourceFile(source.file)}</p>
      {source.rows.map((row) => (
        <section key={row.line}>
          <h3 className="small-head">{`Line ${row.line}`}</h3>
          <dl className="order-cells">
            {Object.entries(row.cells).map(([column, value]) => (
              <div key={column}>
                <dt className="soft small">{column}</dt>
                <dd className="code">
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
