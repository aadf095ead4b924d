import { labelParts } from "#shared/shipping/label-template.ts";
import { receiptParts, slipParts } from "#shared/shipping/document-templates.ts";
import type { ReadTemplate, TemplateKind } from "./template-files.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** What the files in `assets/templates` say, for where no folder is at hand; a test keeps the two the same. */
export const builtInTemplate: ReadTemplate = {
  path: "",
  logo: null,
  template: {
    kind: "label",
    language: "en",
    words: {
      from: "FROM",
      box: "BOX",
      shipTo: "SHIP TO",
      order: "ORDER",
      phone: "Phone",
      boxOf: "{index} of {count}",
      packed: "Packed {time}",
    },
    parts: labelParts,
    logo: null,
    texts: [],
    symbols: [],
  },
};

export const builtInSlip: ReadTemplate<"slip"> = {
  path: "",
  logo: null,
  template: {
    kind: "slip",
    language: "en",
    months,
    words: {
      title: "Packing slip",
      order: "Order {orderNumber}",
      shipTo: "SHIP TO",
      ordered: "Ordered",
      packed: "Packed",
      shipping: "Shipping",
      box: "Box",
      boxOf: "{index} of {count}",
      sku: "SKU",
      item: "ITEM",
      columnOrdered: "ORDERED",
      columnInBox: "IN THIS BOX",
      columnToFollow: "TO FOLLOW",
      oneUnit: "{units} unit in this box",
      units: "{units} units in this box",
      toFollow: ", {later} to follow",
      subtotal: "Subtotal",
      discount: "Discount",
      delivery: "Shipping",
      tax: "Tax",
      taxIncluded: "Tax included",
      total: "Total",
      foot: "Order {orderNumber}  ·  Box {index} of {count}",
      page: "Page {page} of {pages}",
    },
    parts: slipParts,
    logo: null,
    closing: [],
  },
};

export const builtInReceipt: ReadTemplate<"receipt"> = {
  path: "",
  logo: null,
  template: {
    kind: "receipt",
    language: "en",
    months,
    words: {
      order: "Order {orderNumber}",
      discount: "Discount",
      delivery: "Delivery",
      total: "Total",
      tax: "Tax",
      taxIncluded: "Tax included",
      servedBy: "Served by {name}",
    },
    parts: receiptParts,
    logo: null,
    closing: [],
  },
};

const builtIn: { readonly [Kind in TemplateKind]: ReadTemplate<Kind> } = {
  label: builtInTemplate,
  slip: builtInSlip,
  receipt: builtInReceipt,
};

export function builtInOf<Kind extends TemplateKind>(kind: Kind): ReadTemplate<Kind> {
  return builtIn[kind];
}
