/** The part of PouchDB and its Mango plugin that the benchmarks use. */
declare module "pouchdb" {
  interface Changes {
    on(event: "change", listener: () => void): Changes;
    cancel(): void;
  }

  export default class PouchDB {
    static plugin(plugin: unknown): void;
    static defaults(options: { readonly prefix: string }): typeof PouchDB;
    static replicate(
      source: PouchDB | string,
      target: PouchDB | string,
      options: { readonly batch_size: number },
    ): Promise<{ readonly ok: boolean; readonly doc_write_failures: number }>;
    constructor(path: string);
    bulkDocs(documents: readonly object[]): Promise<unknown>;
    get(id: string): Promise<unknown>;
    createIndex(index: { readonly index: { readonly fields: readonly string[] } }): Promise<unknown>;
    find(query: object): Promise<{ readonly docs: readonly Record<string, string>[] }>;
    changes(options: { readonly since: "now"; readonly live: true }): Changes;
    close(): Promise<void>;
  }
}

declare module "pouchdb-find" {
  const plugin: unknown;
  export default plugin;
}
