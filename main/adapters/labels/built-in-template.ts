import { labelParts } from "#shared/shipping/label-template.ts";
import type { ReadTemplate } from "./template-files.ts";

/** What `assets/templates/label.json` says, for where no folder is at hand; a test keeps the two the same. */
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
