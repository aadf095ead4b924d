import type { Page } from "playwright-core";

/**
 * A scanner that types: each key bears the moment the scanner pressed it, eight milliseconds apart, however slow this
 * machine hands them on.
 */
export async function wedgeScan(window: Page, text: string): Promise<void> {
  const devices = await window.context().newCDPSession(window);
  let timestamp = Date.now() / 1000;
  const press = async (key: string, written: string) => {
    timestamp += 0.008;
    await devices.send("Input.dispatchKeyEvent", { type: "keyDown", key, text: written, timestamp });
    await devices.send("Input.dispatchKeyEvent", { type: "keyUp", key, timestamp });
  };
  for (const character of text) await press(character, character);
  await press("Enter", "\r");
  await devices.detach();
}
