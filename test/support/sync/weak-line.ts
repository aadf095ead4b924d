import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A line between a station and its hub that a test can cut, also in the middle of a message. */
export class WeakLine {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #to: { readonly host: string; readonly port: number };
  #isCut = false;
  /** Bytes that still get through in each direction before the line breaks; undefined: as many as come. */
  #left: number | undefined;

  private constructor(to: { readonly host: string; readonly port: number }) {
    this.#to = to;
    this.#server = createServer((near) => this.#join(near));
  }

  static async to(address: string): Promise<WeakLine> {
    const { hostname, port } = new URL(address);
    const line = new WeakLine({ host: hostname, port: Number(port) });
    await new Promise<void>((resolve) => void line.#server.listen(0, "127.0.0.1", resolve));
    return line;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.#isCut = true;
    this.#breakAll();
  }

  mend(): void {
    this.#isCut = false;
    this.#left = undefined;
  }

  /** Lets so many more bytes through, then breaks, again and again. */
  breakAfter(bytes: number): void {
    this.#left = bytes;
  }

  async close(): Promise<void> {
    this.#breakAll();
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()));
  }

  #breakAll(): void {
    for (const socket of this.#open) socket.destroy();
  }

  #join(near: Socket): void {
    if (this.#isCut) {
      near.destroy();
      return;
    }
    const far = connect(this.#to);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(from);
      from.on("error", () => undefined);
      from.on("close", () => {
        this.#open.delete(from);
        to.destroy();
      });
      from.on("data", (bytes: Buffer) => {
        if (this.#left !== undefined && bytes.length > this.#left) {
          to.write(bytes.subarray(0, this.#left));
          near.destroy();
          far.destroy();
          return;
        }
        if (this.#left !== undefined) this.#left -= bytes.length;
        to.write(bytes);
      });
    }
  }
}
