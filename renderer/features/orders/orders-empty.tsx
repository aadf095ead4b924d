import { IconFileImport } from "@tabler/icons-react";
import { went } from "../../app/place.ts";
import { useAppDispatch } from "../../app/store.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { searched, searchRecalled, stageChosen } from "./slice.ts";
import { nothingFoundWords, ordersText } from "./text.ts";

export interface OrdersEmptyProps {
  readonly search: string;
  readonly isAll: boolean;
  readonly hasOrders: boolean;
}

/** In place of rows: why there are none, and the one thing to do about it. */
export function OrdersEmpty({ search, isAll, hasOrders }: OrdersEmptyProps) {
  const dispatch = useAppDispatch();
  if (search !== "") {
    return (
      <EmptyState
        title={nothingFoundWords(search)}
        detail={isAll ? ordersText.nothingFoundAnywhere : ordersText.nothingFoundDetail}
        actions={
          <>
            <Button onPress={() => dispatch(searched(""))}>{ordersText.clearSearch}</Button>
            {!isAll && (
              <Button onPress={() => dispatch(searchRecalled({ stage: "all", search }))}>{ordersText.searchAll}</Button>
            )}
          </>
        }
      />
    );
  }
  if (hasOrders) {
    return (
      <EmptyState
        title={ordersText.noneHere}
        detail={ordersText.noneHereDetail}
        actions={<Button onPress={() => dispatch(stageChosen("all"))}>{ordersText.showAll}</Button>}
      />
    );
  }
  return (
    <EmptyState
      title={ordersText.noneYet}
      detail={ordersText.noneYetDetail}
      actions={
        <>
          <Button kind="primary" icon={IconFileImport} onPress={() => dispatch(went({ kind: "import" }))}>
            {ordersText.importAFile}
          </Button>
          <Button keys={["N"]} onPress={() => dispatch(went({ kind: "new-order" }))}>
            {ordersText.newOrder}
          </Button>
        </>
      }
    />
  );
}
