import { z } from "zod";

/** What has a template: a file of this name in `assets/templates`, or in the station's own folder of templates. */
export const templateKindSchema = z.enum(["label", "slip", "receipt"]);
export const templateKinds = templateKindSchema.options;
export type TemplateKind = z.infer<typeof templateKindSchema>;
