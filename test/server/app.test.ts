import { expect, it } from "vitest";
import { buildApp } from "#server/app.ts";

it("says that it is alive, and which protocol it speaks", async () => {
  const reply = await buildApp().inject("/healthz");
  expect({ status: reply.statusCode, protocol: reply.headers["holdfast-protocol"] }).toEqual({
    status: 200,
    protocol: "1",
  });
});
