// A placeholder; the real application takes its place.
import { useEffect } from "react";
import { createRoot } from "react-dom/client";

function Placeholder() {
  useEffect(() => {
    document.documentElement.dataset["ready"] = "true";
  }, []);
  return <h1>Holdfast {new URLSearchParams(location.search).get("state")}</h1>;
}

const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<Placeholder />);
