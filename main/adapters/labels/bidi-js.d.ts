/** The part of bidi-js that is used; the package has no types of its own. */
declare module "bidi-js" {
  interface Bidi {
    /** A level a UTF-16 unit, odd where it runs from right to left (UAX 9); the direction is that of the first strong letter. */
    getEmbeddingLevels(text: string): { readonly levels: Uint8Array };
  }
  const makeBidi: () => Bidi;
  export default makeBidi;
}
