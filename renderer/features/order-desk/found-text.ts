/** What is said of the rows a text finds, on every page where something is found by typing. */
export const foundText = {
  customers: (count: number, hasMore: boolean) =>
    `${count === 1 ? "1 customer" : `${count} customers`}${hasMore ? " and more" : ""}`,
  items: (count: number, hasMore: boolean) =>
    `${count === 1 ? "1 item" : `${count} items`}${hasMore ? " and more" : ""}`,
  more: "More: go down, or type on",
} as const;
