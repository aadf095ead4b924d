export const stockText = {
  title: "Stock",
  search: "Search items",
  searchPlaceholder: "SKU, name, bin",
  items: (count: string) => `${count} items`,
  searchKey: "Search",
  move: "Move",
  loading: "Loading items",
  noneYet: "No items yet",
  noneYetDetail: "Drop a catalogue here: a CSV file with at least SKU, name, price and currency.",
  importCatalogue: "Import a catalogue",
  nothingFound: (search: string) => `No item matches "${search}"`,
  nothingFoundDetail: "Look at the spelling, or scan the item.",
  clearSearch: "Clear the search",
  leave: "Back to the list",
  noBin: "No bin",
  none: "none",
} as const;

export const stockColumnText = {
  sku: "SKU",
  name: "Item",
  barcode: "Barcode",
  bin: "Bin",
  onHand: "On hand",
  promised: "Promised",
  canPromise: "Can promise",
  price: "Price",
} as const;
