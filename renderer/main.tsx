import { must } from "#shared/kernel/result.ts";
import { openWindow } from "./app/open-window.tsx";

openWindow(must(document.getElementById("root"), "index.html has the root element"));
