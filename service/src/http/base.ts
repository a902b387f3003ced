import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import type { Config } from '../config/load.ts';
import { describeErrors } from './answers.ts';
import { handleErrors } from './errors.ts';
import { type OriginPolicy, originPolicy } from './origins.ts';
import { validateStrictly } from './validation.ts';

const REQUEST_ID = /^[\w.-]{1,64}$/;
/** A client that trickles its request in holds a socket no longer than this. */
const REQUEST_TIMEOUT_MS = 60_000;
/**
 * For one step of the start. How long a slow disk or store is waited for is up to who starts the service, two minutes
 * on a cluster; a step that hangs is named in the log just before that.
 */
const STEP_TIMEOUT_MS = 110_000;
/** Longer than the idle time of common proxies, so that they close first. */
const KEEP_ALIVE_MS = 75_000;

function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

function tls(api: Config['api']) {
  if (!api.ssl_cert) return {};
  return { https: { cert: readFileSync(api.ssl_cert), key: readFileSync(api.ssl_key) } };
}

/** A Fastify instance with what every port shares: TLS, request ids, validation, errors, one log line a request. */
export function createBase(config: Config, log: FastifyBaseLogger): FastifyInstance {
  const app = fastify({
    ...tls(config.api),
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    trustProxy: config.server.trusted_proxies.length > 0 ? [...config.server.trusted_proxies] : false,
    bodyLimit: config.api.body_limit_bytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    pluginTimeout: STEP_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    // During shutdown requests on open connections are still answered.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<TypeBoxTypeProvider>() as unknown as FastifyInstance;
  app.decorate('config', config);
  app.decorate('originPolicy', originPolicy(config));
  validateStrictly(app);
  handleErrors(app);
  describeErrors(app);
  app.addHook('onRequest', (request, reply, next) => {
    reply.header('x-request-id', request.id);
    if (request.headers.upgrade) reply.header('connection', 'close');
    next();
  });
  app.addHook('onResponse', (request, reply, next) => {
    // Node reads nothing more from a socket that asked for another protocol, and would never close it.
    if (request.headers.upgrade) request.raw.socket.destroySoon();
    const { method, routeOptions, ip } = request;
    const line = { reqId: request.id, method, route: routeOptions.url, status: reply.statusCode, ip };
    log[routeOptions.config.quiet ? 'debug' : 'info'](
      { ...line, ms: Math.round(reply.elapsedTime) },
      'request',
    );
    next();
  });
  return app;
}

declare module 'fastify' {
  interface FastifyInstance {
    config: Config;
    originPolicy: OriginPolicy;
  }
  interface FastifyContextConfig {
    /** Logged at debug level only: probes and the like. */
    quiet?: boolean;
  }
}
