import { buildApp } from "./app.ts";

await buildApp().listen({ port: 7420, host: "127.0.0.1" });
