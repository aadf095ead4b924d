import { copyFileSync, existsSync, type FSWatcher, mkdirSync, watch } from "node:fs";
import { dirname, join } from "node:path";
import type { TemplateState } from "#shared/bridge/print-types.ts";
import { ok } from "#shared/kernel/result.ts";
import type { ShippingLabel } from "#shared/shipping/label-model.ts";
import { labelRefusalWords } from "#shared/shipping/label-refusal.ts";
import type { TemplateProblem } from "#shared/shipping/template-problem.ts";
import { builtInTemplate } from "../../adapters/labels/built-in-template.ts";
import type { LabelMaker } from "../../adapters/labels/label-maker.ts";
import { readTemplate, type ReadTemplate, templatePath } from "../../adapters/labels/template-files.ts";
import type { PictureMaker } from "../../adapters/pictures/picture-maker.ts";
import { refuse, type Reply, settingsOf, signedIn, type StationContext } from "../station-context.ts";
import { pictureOf } from "./previews.ts";
import { labelDots } from "./printers.ts";

const settleMs = 80;

/**
 * The label's template of this station: its own, where somebody made one, else the built-in. It is read again when its file
 * changes; while a file has faults, labels go on being made by the last one without.
 */
export class Templates {
  readonly #context: StationContext;
  readonly #folder: string;
  #good: ReadTemplate | undefined;
  #path = "";
  #problems: readonly TemplateProblem[] = [];
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(context: StationContext, folder: string) {
    this.#context = context;
    this.#folder = folder;
  }

  /** By which labels are made now. */
  inUse(): ReadTemplate {
    if (this.#path === "") this.#read();
    return this.#good ?? builtInTemplate;
  }

  /** How it stands, with a made-up label as it would print. */
  async state(labels: LabelMaker, pictures: PictureMaker): Promise<TemplateState> {
    this.inUse();
    const about = { path: this.#path, isOwn: dirname(this.#path) === this.#folder, problems: this.#problems };
    const zpl = labels.zpl(sampleLabel(this.#context), labelDots(this.#context));
    if (!zpl.ok) return { ...about, picture: null, noPicture: labelRefusalWords(zpl.error) };
    const drawn = await pictureOf(pictures, Buffer.from(zpl.value), labelDots(this.#context));
    return drawn.ok
      ? { ...about, picture: drawn.value, noPicture: "" }
      : { ...about, picture: null, noPicture: drawn.error.detail };
  }

  /** A copy of the built-in one, to be changed with any text editor. */
  makeOwn(): Reply<{ readonly path: string }, "role-missing" | "not-written"> {
    if (!signedIn(this.#context)?.roles.includes("lead")) return Promise.resolve(refuse("role-missing"));
    const path = join(this.#folder, "label.json");
    try {
      mkdirSync(this.#folder, { recursive: true });
      if (!existsSync(path)) copyFileSync(join(this.#context.assets, "templates", "label.json"), path);
    } catch (problem) {
      return Promise.resolve(refuse("not-written", problem instanceof Error ? problem.message : String(problem)));
    }
    this.#read();
    this.#tell();
    return Promise.resolve(ok({ path }));
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#watcher?.close();
  }

  #read(): void {
    this.#path = templatePath(this.#folder, this.#context.assets);
    const read = readTemplate(this.#path, dirname(this.#path));
    this.#problems = read.ok ? [] : read.error;
    if (read.ok) this.#good = read.value;
    this.#follow();
  }

  /** Editors write a file in several steps, or put a new one in its place: the folder is watched, and waited for. */
  #follow(): void {
    if (this.#watcher || !existsSync(this.#folder)) return;
    this.#watcher = watch(this.#folder, { persistent: false }, () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#read();
        this.#tell();
      }, settleMs);
    });
    this.#watcher.on("error", () => this.#watcher?.close());
  }

  #tell(): void {
    this.#context.emit("changed", { tags: ["templates"] });
  }
}

function sampleLabel(context: StationContext): ShippingLabel {
  const { shipFrom } = settingsOf(context);
  return {
    shipFrom,
    shipTo: {
      name: "Gráinne Ó Briain",
      company: "",
      lines: ["14 Harbour Terrace"],
      city: "Cork",
      region: "",
      postcode: "T12 X6K2",
      country: "IE",
      phone: "+353 21 000 0000",
    },
    orderNumber: "#536365",
    orderBarcode: "HF-ORD.536365",
    sscc: "095212340000000018",
    boxIndex: 1,
    boxCount: 2,
    shippingMethod: "Tracked 48",
    weightGrams: 1240,
    packedAt: context.clock(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    stationName: "Bench 1",
  };
}
