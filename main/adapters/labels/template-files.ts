import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import type { z } from "zod";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  receiptFields,
  type ReceiptTemplate,
  receiptTemplateSchema,
  slipFields,
  type SlipTemplate,
  slipTemplateSchema,
} from "#shared/shipping/document-templates.ts";
import { fillIn, type LabelTemplate, labelTemplateSchema, templateFields } from "#shared/shipping/label-template.ts";
import { fieldName, lineOf, type TemplateProblem } from "#shared/shipping/template-problem.ts";
import type { TemplateKind } from "#shared/shipping/template-kind.ts";

export type { TemplateKind };

interface TemplateOf {
  readonly label: LabelTemplate;
  readonly slip: SlipTemplate;
  readonly receipt: ReceiptTemplate;
}

/** A template with its logo read. */
export interface ReadTemplate<Kind extends TemplateKind = "label"> {
  readonly template: TemplateOf[Kind];
  /** Where it was read from. */
  readonly path: string;
  readonly logo: PNG | null;
}

interface FilledText {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

interface Definition<Template> {
  readonly schema: z.ZodType<Template>;
  /** Which fields may stand in its texts, and which texts those are. */
  readonly fields: readonly string[];
  readonly texts: (template: Template) => readonly FilledText[];
}

const definitions: { readonly [Kind in TemplateKind]: Definition<TemplateOf[Kind]> } = {
  label: {
    schema: labelTemplateSchema,
    fields: templateFields,
    texts: ({ texts, symbols, words }) => [
      ...texts.map(({ text }, place) => ({ path: ["texts", place, "text"], text })),
      ...symbols.map(({ text }, place) => ({ path: ["symbols", place, "text"], text })),
      { path: ["words", "boxOf"], text: words.boxOf },
      { path: ["words", "packed"], text: words.packed },
    ],
  },
  slip: { schema: slipTemplateSchema, fields: slipFields, texts: ({ words }) => wordsOf(words) },
  receipt: { schema: receiptTemplateSchema, fields: receiptFields, texts: ({ words }) => wordsOf(words) },
};

function wordsOf(words: Readonly<Record<string, string>>): FilledText[] {
  return Object.entries(words).map(([name, text]) => ({ path: ["words", name], text }));
}

/** The folder with a template of the station's own; what lies there goes before what is built in. */
export function templatePath(kind: TemplateKind, ownFolder: string, assets: string): string {
  const own = join(ownFolder, `${kind}.json`);
  return existsSync(own) ? own : join(assets, "templates", `${kind}.json`);
}

/** Reads a template; what is wrong is told with its line and field, all of it at once. */
export function readTemplate<Kind extends TemplateKind>(
  kind: Kind,
  path: string,
  folder: string,
): Result<ReadTemplate<Kind>, readonly TemplateProblem[]> {
  const { schema, fields, texts } = definitions[kind];
  const problem = (line: number, field: string, words: string): TemplateProblem => ({
    file: `${kind}.json`,
    line,
    field,
    words,
  });
  let text: string;
  let value: unknown;
  try {
    text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (trouble) {
    return err([problem(1, "", `It cannot be read: ${trouble instanceof Error ? trouble.message : String(trouble)}`)]);
  }
  try {
    value = JSON.parse(text);
  } catch (trouble) {
    const message = trouble instanceof Error ? trouble.message : String(trouble);
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const line = text.slice(0, position).split("\n").length;
    return err([
      problem(line, "", `This is not JSON: look for a missing comma, quotation mark or bracket here or just above.`),
    ]);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    return err(parsed.error.issues.map(({ path, message }) => problem(lineOf(text, path), fieldName(path), message)));
  }
  const problems = unknownFields(texts(parsed.data), fields).map(({ path, name }) =>
    problem(lineOf(text, path), fieldName(path), `There is no field {${name}}. There are: ${fields.join(", ")}.`),
  );
  const logo = parsed.data.logo ? readLogo(join(folder, parsed.data.logo.file)) : null;
  if (typeof logo === "string") problems.push(problem(lineOf(text, ["logo", "file"]), "logo.file", logo));
  if (problems.length > 0 || typeof logo === "string") return err(problems);
  return ok({ template: parsed.data, path, logo });
}

function unknownFields(
  texts: readonly FilledText[],
  fields: readonly string[],
): { readonly path: readonly PropertyKey[]; readonly name: string }[] {
  const blank = Object.fromEntries(fields.map((field) => [field, ""]));
  return texts.flatMap(({ path, text }) => {
    const filled = fillIn(text, blank);
    return "unknown" in filled ? [{ path, name: filled.unknown }] : [];
  });
}

function readLogo(path: string): PNG | string {
  try {
    return PNG.sync.read(readFileSync(path));
  } catch {
    return "There is no PNG of this name beside the template.";
  }
}
