import { after, test } from 'node:test';
import type { HealthEvent } from '../../service/src/events/event.ts';
import { call, eventually } from './support/http.ts';
import { cable } from './support/proxy.ts';
import { lastInFirstOut } from './support/scope.ts';
import { startService, startWith, type TestService } from './support/service.ts';
import { addresses } from './support/stores.ts';

const scope = lastInFirstOut({ after });

/** Waits until the service itself has asked its stores once more and found them healthy. */
function healthyLook(app: TestService['app']): Promise<void> {
  const ask = app.health;
  return new Promise((resolve) => {
    app.health = async () => {
      const health = await ask();
      if (health.status === 'healthy') resolve();
      return health;
    };
  });
}

test('when a store goes and comes back, every replica is told', async () => {
  const [host = '', port = ''] = addresses.milvus().split(':');
  const wire = await cable(scope, host, Number(port));
  const first = await startService(scope, { milvus: { address: `127.0.0.1:${wire.port}` } });
  const second = await startWith(scope, first.config);
  const replicas = [first, second];
  const healthy = async () => {
    const answers = await Promise.all(replicas.map(({ url }) => call(`${url}/health`)));
    return answers.every(({ status }) => status === 200) || undefined;
  };
  await eventually(healthy, 30_000);
  // Each has looked by itself and seen them healthy, so that what comes next is a change.
  await Promise.all(replicas.map(({ app }) => healthyLook(app)));
  const told = replicas.map(({ app }) => {
    const events: HealthEvent[] = [];
    app.events.on((event) => {
      if (event.type === 'health.changed') events.push(event);
    });
    return events;
  });
  const heard = (wanted: (events: HealthEvent[]) => boolean) =>
    eventually(async () => told.every(wanted) || undefined, 60_000);

  wire.cut();
  await heard((events) => events.some(({ status, checks }) => status === 'unhealthy' && !checks.milvus));
  wire.mend();
  await heard((events) => events.at(-1)?.status === 'healthy');
});
