import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { fillIn, type LabelTemplate, labelTemplateSchema, templateFields } from "#shared/shipping/label-template.ts";
import { fieldName, lineOf, type TemplateProblem } from "#shared/shipping/template-problem.ts";

/** A template with its logo read: an image, dark where it is to be black. */
export interface ReadTemplate {
  readonly template: LabelTemplate;
  /** Where it was read from. */
  readonly path: string;
  readonly logo: PNG | null;
}

const file = "label.json";

/** The folder with a template of the station's own; what lies there goes before what is built in. */
export function templatePath(ownFolder: string, assets: string): string {
  const own = join(ownFolder, file);
  return existsSync(own) ? own : join(assets, "templates", file);
}

/** Reads the label's template; what is wrong is told with its line and field, all of it at once. */
export function readTemplate(path: string, folder: string): Result<ReadTemplate, readonly TemplateProblem[]> {
  const problem = (line: number, field: string, words: string): TemplateProblem => ({ file, line, field, words });
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
  const parsed = labelTemplateSchema.safeParse(value);
  if (!parsed.success) {
    return err(parsed.error.issues.map(({ path, message }) => problem(lineOf(text, path), fieldName(path), message)));
  }
  const problems = unknownFields(parsed.data).map(({ path, name }) =>
    problem(
      lineOf(text, path),
      fieldName(path),
      `There is no field {${name}}. There are: ${templateFields.join(", ")}.`,
    ),
  );
  const logo = parsed.data.logo ? readLogo(join(folder, parsed.data.logo.file)) : null;
  if (typeof logo === "string") problems.push(problem(lineOf(text, ["logo", "file"]), "logo.file", logo));
  if (problems.length > 0 || typeof logo === "string") return err(problems);
  return ok({ template: parsed.data, path, logo });
}

function unknownFields(template: LabelTemplate): { readonly path: readonly PropertyKey[]; readonly name: string }[] {
  const blank = Object.fromEntries(templateFields.map((field) => [field, ""])) as Parameters<typeof fillIn>[1];
  const texts = [
    ...template.texts.map(({ text }, place) => ({ path: ["texts", place, "text"], text })),
    ...template.symbols.map(({ text }, place) => ({ path: ["symbols", place, "text"], text })),
    { path: ["words", "boxOf"], text: template.words.boxOf },
    { path: ["words", "packed"], text: template.words.packed },
  ];
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
