/** Progress for the person at the terminal, kept apart from what a command answers. */
export const say = (text) => console.error(`holdfast: ${text}`);

/** Something the person must do before this can go on. Caught by `main`, which prints it without a stack. */
export class StopWithAdvice extends Error {}

/** Runs a script's work; its answer is the exit code. Advice is printed as words, a bug keeps its stack. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (reason) {
    if (reason instanceof StopWithAdvice) console.error(`\nholdfast: ${reason.message}`);
    else console.error(reason);
    process.exitCode = 1;
  }
}
