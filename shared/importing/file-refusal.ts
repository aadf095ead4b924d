import { assertNever } from "../kernel/result.ts";

/** Why a file cannot be read, or not further. Rows handed over before a refusal are good. */
export type FileRefusal =
  | { readonly code: "not-found" }
  | { readonly code: "no-permission" }
  /** Another program holds it open, as spreadsheets do on Windows. */
  | { readonly code: "in-use" }
  | { readonly code: "folder" }
  /** A device, a pipe or a socket. */
  | { readonly code: "not-a-file" }
  | { readonly code: "empty" }
  /** A header and nothing under it. */
  | { readonly code: "no-rows" }
  | { readonly code: "workbook" }
  | { readonly code: "not-text"; readonly line: number }
  /** `fitsWindows1252`: every byte has a meaning in Windows-1252, so a person may say that it is meant. */
  | { readonly code: "not-utf-8"; readonly line: number; readonly fitsWindows1252: boolean }
  | { readonly code: "not-windows-1252"; readonly line: number }
  | { readonly code: "broken-utf-16"; readonly line: number }
  /** One row is longer than the reader's bound; `line` is where it begins. */
  | { readonly code: "row-too-long"; readonly line: number }
  /** The file ends inside a quoted value; `line` is where the quotation mark stands. */
  | { readonly code: "unclosed-quote"; readonly line: number }
  /** It went away while it was read: a stick pulled out, a share gone. */
  | { readonly code: "vanished" }
  /** It was written to while it was read. */
  | { readonly code: "changed" }
  /** The disk or the share did not answer; `detail` is the system's own code. */
  | { readonly code: "unreadable"; readonly detail: string }
  | { readonly code: "cancelled" };

export type FileRefusalCode = FileRefusal["code"];

/** What happened and what to do, for the person who opened `file`. */
export function fileRefusalWords(refusal: FileRefusal, file: string): string {
  switch (refusal.code) {
    case "not-found":
      return `${file} is not there any more. Choose the file again.`;
    case "no-permission":
      return `You may not read ${file}. Copy it to a folder of your own, then open the copy.`;
    case "in-use":
      return `Another program holds ${file} open. Close it in that program, then open it again.`;
    case "folder":
      return `${file} is a folder. Open one of the files in it.`;
    case "not-a-file":
      return `${file} is no file on a disk. Save what it holds as a file, then open that.`;
    case "empty":
      return `${file} is empty. Export it again.`;
    case "no-rows":
      return `${file} has a header and no rows under it. Nothing was changed.`;
    case "workbook":
      return `${file} is a spreadsheet workbook. Save it as CSV, then open that file.`;
    case "not-text":
      return `${file} is not a text file: line ${refusal.line} holds bytes that no text has. Open a CSV file.`;
    case "not-utf-8":
      return refusal.fitsWindows1252
        ? `${file} is not written in UTF-8: see line ${refusal.line}. It may be an older Windows file. Look at the names before you take it as one.`
        : `${file} is not written in UTF-8: see line ${refusal.line}. Export it again as UTF-8.`;
    case "not-windows-1252":
      return `${file} is no Windows file either: see line ${refusal.line}. Export it again as UTF-8.`;
    case "broken-utf-16":
      return `${file} breaks off in the middle of a character on line ${refusal.line}. Export it again.`;
    case "row-too-long":
      return `The row that begins on line ${refusal.line} of ${file} does not end. A quotation mark there was probably never closed: mend it and open the file again.`;
    case "unclosed-quote":
      return `A quotation mark opened on line ${refusal.line} of ${file} is never closed. What could be read whole above it is in; export the file again for the rest.`;
    case "vanished":
      return `${file} went away while it was read. What is in stays in; open the file again for the rest.`;
    case "changed":
      return `${file} was written to while it was read. Wait until it is finished, then open it again.`;
    case "unreadable":
      return `The disk stopped answering while ${file} was read (${refusal.detail}). What is in stays in; open the file again for the rest.`;
    case "cancelled":
      return `Stopped. What is in stays in, and the same file later adds only the rest.`;
    default:
      return assertNever(refusal);
  }
}
