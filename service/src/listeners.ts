import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { createBase } from './http/base.ts';
import access from './plugins/access.ts';
import httpsOnly from './plugins/https-only.ts';
import metricsRoutes from './routes/metrics.ts';
import wsRoutes from './routes/ws.ts';

/** Connections that may wait to be accepted, as the guide's net.core.somaxconn = 1024 asks. */
const BACKLOG = 1024;

export interface Ports {
  http: number;
  ws: number;
  /** null when metrics are off. */
  metrics: number | null;
}

export interface Listeners {
  ports: Ports;
  /** Stops taking connections, answers what is under way, then lets the stores go. Safe to call twice. */
  close(): Promise<void>;
}

/** A port could not be opened; the message is meant for the operator. */
export class ListenError extends Error {}

async function buildWs(app: FastifyInstance): Promise<FastifyInstance> {
  const ws = createBase(app.config, app.log);
  ws.decorateRequest('principal', null);
  ws.decorate('live', app.live);
  await ws.register(access);
  await ws.register(httpsOnly);
  await ws.register(wsRoutes, { authenticator: app.authenticator, sockets: app.sockets });
  return ws;
}

async function buildMetrics(app: FastifyInstance): Promise<FastifyInstance | null> {
  if (!app.config.features.metrics) return null;
  const plain = { ...app.config, api: { ...app.config.api, ssl_cert: '', ssl_key: '' } };
  const metrics = createBase(plain, app.log);
  await metrics.register(metricsRoutes, { registry: app.metrics.registry });
  return metrics;
}

async function listen(app: FastifyInstance, host: string, port: number, key: string): Promise<number> {
  try {
    await app.listen({ host, port, backlog: BACKLOG, listenTextResolver: (at) => `port open at ${at}` });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new ListenError(`Port ${port} on ${host} is in use; set server.${key} to a free one`);
    }
    if (code === 'EACCES') throw new ListenError(`No permission to listen on port ${port} (server.${key})`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new ListenError(`This machine has no address ${host} (server.host)`);
    }
    throw error;
  }
  return (app.server.address() as AddressInfo).port;
}

/** Opens the three ports of `app`: HTTP, WebSocket and metrics. @throws ListenError, with everything closed again */
export async function openListeners(app: FastifyInstance): Promise<Listeners> {
  const { server } = app.config;
  const [ws, metrics] = [await buildWs(app), await buildMetrics(app)];
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      await Promise.all([ws.close(), app.close()]);
      await metrics?.close();
    })();
    return closing;
  };
  try {
    const ports = {
      metrics: metrics && (await listen(metrics, server.host, server.metrics_port, 'metrics_port')),
      ws: await listen(ws, server.host, server.ws_port, 'ws_port'),
      http: await listen(app, server.host, server.http_port, 'http_port'),
    };
    return { ports, close };
  } catch (error) {
    await close();
    throw error;
  }
}
