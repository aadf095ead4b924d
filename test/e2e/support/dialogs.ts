import type { LaunchedApp } from "./launch.ts";

/** Answers the system's next save dialogs with this path; undefined closes them. */
export async function saveDialogAnswers({ app }: LaunchedApp, path: string | undefined): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === undefined, filePath: chosen ?? "" });
  }, path);
}

/** Answers the system's next open dialogs with this path; undefined closes them. */
export async function openDialogAnswers({ app }: LaunchedApp, path: string | undefined): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === undefined, filePaths: chosen ? [chosen] : [] });
  }, path);
}
