/** What the person at the terminal must do before the hub can go on; printed as words, without a stack. */
export class HubAdvice extends Error {
  override readonly name = "HubAdvice";
}
