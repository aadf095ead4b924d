import type { ImportProgress } from "#shared/bridge/types.ts";
import { useFormat } from "../../app/use-format.ts";
import { Tile } from "../../ui/tile.tsx";
import { tileWords } from "./text.ts";

/** What the file came to, so far. */
export function ImportTiles({ progress }: { readonly progress: ImportProgress }) {
  const tiles = tileWords(progress, useFormat());
  return (
    <div className="import-tiles">
      {tiles.map((tile) => (
        <Tile
          key={tile.id}
          figure={tile.figure}
          label={tile.label}
          detail={tile.detail}
          tone={tile.isAside ? "extra" : undefined}
        />
      ))}
    </div>
  );
}
