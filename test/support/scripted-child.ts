import type { DeviceChild } from "#main/adapters/devices/device-process.ts";
import type { ToDevices } from "#shared/devices/messages.ts";

/** A device process of which the test says everything; real processes stand in device-process.slow.test.ts. */
export class ScriptedChild implements DeviceChild {
  readonly sent: ToDevices[] = [];
  isAlive = true;
  answersPings = true;
  /** Every device that is wanted is there, and opens. */
  opensDevices = false;
  #message: (message: unknown) => void = () => undefined;
  #exit: () => void = () => undefined;

  send(message: ToDevices): void {
    this.sent.push(message);
    if (message.kind === "ping") {
      if (this.answersPings) this.say({ kind: "pong", number: message.number });
      return;
    }
    for (const { deviceId, identity } of this.opensDevices ? message.devices : []) {
      this.say({ kind: "standing", deviceId, standing: { kind: "open", path: identity.path } });
    }
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#message = listener;
  }
  onExit(listener: () => void): void {
    this.#exit = listener;
  }
  kill(): void {
    this.isAlive = false;
  }
  say(message: unknown): void {
    this.#message(message);
  }
  die(): void {
    this.isAlive = false;
    this.#exit();
  }
}
