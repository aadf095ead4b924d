import type { StoredDocument } from "./document-table.ts";

/**
 * Parsed documents by their seq. A seq names one version of one document for ever, so an entry cannot grow stale;
 * only a transaction undone gives its numbers out again, and then everything is forgotten.
 *
 * Two generations: what is found moves to the young one, and when that is full the old one goes.
 */
export class DocumentCache {
  readonly #mostCharacters: number;
  #young = new Map<number, StoredDocument>();
  #old = new Map<number, StoredDocument>();
  #youngCharacters = 0;

  /** Holds up to twice `mostCharacters` of JSON. */
  constructor(mostCharacters: number) {
    this.#mostCharacters = mostCharacters;
  }

  get(seq: number): StoredDocument | undefined {
    return this.#young.get(seq) ?? this.#old.get(seq);
  }

  set(seq: number, document: StoredDocument, characters: number): void {
    if (this.#youngCharacters + characters > this.#mostCharacters) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngCharacters = 0;
    }
    this.#youngCharacters += characters;
    this.#young.set(seq, document);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
    this.#youngCharacters = 0;
  }
}
