import { containerPolicy } from '../lib/policy.ts';

/** Below it only root may listen. */
const UNPRIVILEGED = 1024;
/** What Services and probes can call a port. */
const PORT_NAME = /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/;
const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;

export const portsDeclared = containerPolicy(
  {
    name: 'ports-declared',
    what: 'Ports have a valid name, none is below 1024, and probes ask one that the container declares.',
    why: 'A probe of a port that nobody opens restarts a healthy pod for ever.',
  },
  (container, say) => {
    const ports = container.ports ?? [];
    for (const { name, containerPort = 0 } of ports) {
      if (!name) say(`port ${containerPort} has no name`);
      else if (!PORT_NAME.test(name)) say(`port ${containerPort}: ${name} is no name of a port`);
      if (containerPort < UNPRIVILEGED) say(`port ${containerPort} is below ${UNPRIVILEGED}`);
    }
    for (const key of PROBES) {
      const { httpGet, tcpSocket, grpc } = container[key] ?? {};
      const port = httpGet?.port ?? tcpSocket?.port ?? grpc?.port;
      const isDeclared = ports.some(({ name, containerPort }) => port === name || port === containerPort);
      if (port !== undefined && !isDeclared) say(`${key} asks port ${port}, which is not declared`);
    }
  },
);
