// Node loads TypeScript in a thread only where the thread brings the loader itself.
import { tsImport } from "tsx/esm/api";

await tsImport("./busy-thread.ts", import.meta.url);
