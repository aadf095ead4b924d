import { IconFileImport } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { pathOfFile } from "../bridge/bridge.ts";
import { Glyph } from "../ui/glyph.tsx";
import "./file-drop.css";
import { frameText } from "./text.ts";

/** A file let go anywhere over the window is taken for an import; without this the window would show the file instead. */
export function FileDrop({ onFile }: { readonly onFile: (path: string) => void }) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const dragged = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setOver(true);
    };
    const left = (event: DragEvent) => {
      // Leaving one element for the next inside the window is no leaving.
      if (event.relatedTarget === null) setOver(false);
    };
    const dropped = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      const path = file ? pathOfFile(file) : "";
      if (path !== "") onFile(path);
    };
    window.addEventListener("dragover", dragged);
    window.addEventListener("dragleave", left);
    window.addEventListener("drop", dropped);
    return () => {
      window.removeEventListener("dragover", dragged);
      window.removeEventListener("dragleave", left);
      window.removeEventListener("drop", dropped);
    };
  }, [onFile]);
  if (!isOver) return null;
  return (
    <div className="file-drop">
      <div className="file-drop-card">
        <Glyph icon={IconFileImport} size={44} />
        <b className="lead-line">{frameText.dropHere}</b>
        <span className="soft">{frameText.dropWhat}</span>
      </div>
    </div>
  );
}
