import type { types } from '@pulumi/kubernetes';

type Probe = types.input.core.v1.Probe;
type Handler = Pick<Probe, 'httpGet' | 'tcpSocket' | 'exec'>;

export const http = (path: string, port: string): Handler => ({ httpGet: { path, port } });
export const tcp = (port: string): Handler => ({ tcpSocket: { port } });
export const exec = (...command: string[]): Handler => ({ exec: { command } });

/** Asked every second until it passes once, so that a fast start is seen at once; `seconds` at most. */
export const startup = (handler: Handler, seconds: number): Probe => ({
  ...handler,
  periodSeconds: 1,
  timeoutSeconds: 2,
  failureThreshold: seconds,
});

/** Takes the pod out of its Service within about 10 seconds. */
export const readiness = (handler: Handler): Probe => ({
  ...handler,
  periodSeconds: 5,
  timeoutSeconds: 3,
  failureThreshold: 2,
});

/** Restarts the container after a minute of silence: a slow one is not a dead one. */
export const liveness = (handler: Handler): Probe => ({
  ...handler,
  periodSeconds: 15,
  timeoutSeconds: 5,
  failureThreshold: 4,
});
