import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import fastify, { type FastifyError, type FastifyInstance, type FastifyServerOptions } from "fastify";
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { protocolHeader, protocolVersion } from "#shared/sync/protocol.ts";
import { mostBodyBytes } from "#shared/sync/wire.ts";
import { makeMetrics } from "./adapters/metrics.ts";
import { isAway } from "./adapters/postgres/database.ts";
import type { Copies } from "./features/copies.ts";
import type { Hub } from "./hub.ts";
import { authenticate } from "./routes/authenticate.ts";
import { copyRoutes } from "./routes/copies.ts";
import { factRoutes } from "./routes/facts.ts";
import { healthRoutes } from "./routes/health.ts";
import { refuse } from "./routes/reply.ts";
import { stationRoutes } from "./routes/stations.ts";
import { streamRoute } from "./routes/stream.ts";

export interface AppOptions {
  readonly hub: Hub;
  /** Left out, stations pull. */
  readonly copies?: Copies;
  /** Structured log lines; left out, none. */
  readonly log?: FastifyServerOptions["logger"];
  /** PEM texts; left out, the hub speaks plain HTTP. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Whether a proxy in front tells the caller's address. */
  readonly behindProxy?: boolean;
  readonly limits?: { readonly requestsAMinute: number; readonly enrolmentsAMinute: number };
}

const usualLimits = { requestsAMinute: 3000, enrolmentsAMinute: 10 };

/** The hub's HTTP face. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { hub, tls, limits = usualLimits } = options;
  const app = fastify({
    logger: options.log ?? false,
    ...(tls ? { https: { cert: tls.certificate, key: tls.key } } : {}),
    trustProxy: options.behindProxy ?? false,
    bodyLimit: mostBodyBytes,
    // Facts are taken as they are and judged by themselves: a strange key is a fact's fault, not the request's.
    onProtoPoisoning: "ignore",
    onConstructorPoisoning: "ignore",
    requestTimeout: 60_000,
    forceCloseConnections: true,
  }) as unknown as FastifyInstance;
  const metrics = makeMetrics(() => hub.feed.followers.length);

  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((problem: FastifyError, request, reply) => answerProblem(problem, request.log, reply));
  app.decorateRequest("station", null);
  app.addHook("onSend", async (_request, reply) => {
    reply.header(protocolHeader, protocolVersion);
  });
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unknown";
    metrics.requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  await app.register(rateLimit, {
    max: limits.requestsAMinute,
    timeWindow: 60_000,
    keyGenerator: ({ headers, ip }) => headers.authorization ?? ip,
    errorResponseBuilder: () => Object.assign(new Error("too many requests"), { statusCode: 429 }),
  });
  app.addHook("onRequest", authenticate(hub));
  await app.register(swagger, {
    openapi: { info: { title: "Holdfast hub", version: String(protocolVersion) } },
    transform: jsonSchemaTransform,
  });
  app.setNotFoundHandler((_request, reply) => refuse(reply, "not-found"));
  await app.register(healthRoutes(hub, metrics));
  await app.register(stationRoutes(hub, limits));
  await app.register(factRoutes(hub, metrics));
  await app.register(streamRoute(hub, metrics));
  await app.register(copyRoutes(options.copies));
  return app;
}

function answerProblem(
  problem: FastifyError,
  log: FastifyInstance["log"],
  reply: Parameters<typeof refuse>[0],
): ReturnType<typeof refuse> {
  if (isAway(problem)) {
    log.warn(problem, "the database is away");
    return refuse(reply, "not-now", "the hub's database does not answer");
  }
  const status = problem.statusCode ?? 500;
  if (status === 413) return refuse(reply, "too-large");
  if (status === 429) return refuse(reply, "too-many-tries");
  if (status >= 400 && status < 500) return refuse(reply, "bad-request", problem.message.slice(0, 500));
  log.error(problem);
  return reply.status(500).send({ code: "not-now", detail: "the hub has a fault; its log says which" });
}
