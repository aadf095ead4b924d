import { copyFileSync, existsSync, type FSWatcher, mkdirSync, watch } from "node:fs";
import { dirname, join } from "node:path";
import type { TemplateState } from "#shared/bridge/print-types.ts";
import { ok } from "#shared/kernel/result.ts";
import { labelRefusalWords } from "#shared/shipping/label-refusal.ts";
import { type TemplateKind, templateKinds } from "#shared/shipping/template-kind.ts";
import type { TemplateProblem } from "#shared/shipping/template-problem.ts";
import { builtInOf } from "../../adapters/labels/built-in-template.ts";
import type { LabelMaker } from "../../adapters/labels/label-maker.ts";
import { readTemplate, type ReadTemplate, templatePath } from "../../adapters/labels/template-files.ts";
import type { PictureMaker } from "../../adapters/pictures/picture-maker.ts";
import { refuse, type Reply, signedIn, type StationContext } from "../station-context.ts";
import { pictureOf } from "./previews.ts";
import { labelDots } from "./printers.ts";
import { sampleOf } from "./template-samples.ts";

const settleMs = 80;

interface Standing<Kind extends TemplateKind> {
  readonly good: ReadTemplate<Kind>;
  readonly path: string;
  readonly problems: readonly TemplateProblem[];
}

/**
 * The templates of this station: its own, where somebody made one, else the built-in. They are read again when a file
 * changes; while one has faults, paper goes on being made by the last one without.
 */
export class Templates {
  readonly #context: StationContext;
  readonly #folder: string;
  readonly #read: { [Kind in TemplateKind]?: Standing<Kind> } = {};
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(context: StationContext, folder: string) {
    this.#context = context;
    this.#folder = folder;
  }

  /** By which labels, slips and receipts are made now. */
  inUse<Kind extends TemplateKind>(kind: Kind): ReadTemplate<Kind> {
    return this.#standing(kind).good;
  }

  /** How one stands, with a made-up document as it would print. */
  async state(kind: TemplateKind, labels: LabelMaker, pictures: PictureMaker): Promise<TemplateState> {
    const { path, problems } = this.#standing(kind);
    const about = { path, isOwn: dirname(path) === this.#folder, problems };
    const dotsPerInch = labelDots(this.#context);
    const made = await sampleOf(kind, this.#context, labels, dotsPerInch);
    if (!made.ok) return { ...about, picture: null, noPicture: labelRefusalWords(made.error) };
    const drawn = await pictureOf(pictures, made.value, dotsPerInch);
    return drawn.ok
      ? { ...about, picture: drawn.value, noPicture: "" }
      : { ...about, picture: null, noPicture: drawn.error.detail };
  }

  /** A copy of the built-in one, to be changed with any text editor. */
  makeOwn(kind: TemplateKind): Reply<{ readonly path: string }, "role-missing" | "not-written"> {
    if (!signedIn(this.#context)?.roles.includes("lead")) return Promise.resolve(refuse("role-missing"));
    const path = join(this.#folder, `${kind}.json`);
    try {
      mkdirSync(this.#folder, { recursive: true });
      if (!existsSync(path)) copyFileSync(join(this.#context.assets, "templates", `${kind}.json`), path);
    } catch (problem) {
      return Promise.resolve(refuse("not-written", problem instanceof Error ? problem.message : String(problem)));
    }
    this.#readAgain(kind);
    this.#tell();
    return Promise.resolve(ok({ path }));
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#watcher?.close();
  }

  #standing<Kind extends TemplateKind>(kind: Kind): Standing<Kind> {
    return this.#read[kind] ?? this.#readAgain(kind);
  }

  #readAgain<Kind extends TemplateKind>(kind: Kind): Standing<Kind> {
    const path = templatePath(kind, this.#folder, this.#context.assets);
    const read = readTemplate(kind, path, dirname(path));
    const before: Standing<Kind> | undefined = this.#read[kind];
    const standing: Standing<Kind> = {
      good: read.ok ? read.value : (before?.good ?? builtInOf(kind)),
      path,
      problems: read.ok ? [] : read.error,
    };
    Object.assign(this.#read, { [kind]: standing });
    this.#follow();
    return standing;
  }

  /** Editors write a file in several steps, or put a new one in its place: the folder is watched, and waited for. */
  #follow(): void {
    if (this.#watcher || !existsSync(this.#folder)) return;
    this.#watcher = watch(this.#folder, { persistent: false }, () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        for (const kind of templateKinds) this.#readAgain(kind);
        this.#tell();
      }, settleMs);
    });
    this.#watcher.on("error", () => this.#watcher?.close());
  }

  #tell(): void {
    this.#context.emit("changed", { tags: ["templates"] });
  }
}
