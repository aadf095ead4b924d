/** Questions under way to the other side of a port, each known by its number. */
export class Questions<Answer> {
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;

  /** Sends a question under a number of its own and waits for its answer, however many others come before. */
  ask(send: (number: number) => void): Promise<Answer> {
    this.#last += 1;
    const number = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, resolve);
      try {
        send(number);
      } catch (problem) {
        this.#waiting.delete(number);
        reject(problem);
      }
    });
  }

  answered(number: number, answer: Answer): void {
    const tell = this.#waiting.get(number);
    if (!tell) throw new Error(`Nobody asked question ${number}, or it was answered already`);
    this.#waiting.delete(number);
    tell(answer);
  }

  /** Nobody will answer any more: whoever waits gets this. */
  end(answer: Answer): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const tell of waiting) tell(answer);
  }
}
