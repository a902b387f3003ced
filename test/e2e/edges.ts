import assert from 'node:assert/strict';
import { test } from 'node:test';
import { selector } from '../../infra/lib/labels.ts';
import { ADDRESSEES, UNNAMED } from './network/addressees.ts';
import { serveIn } from './network/inside.ts';
import { attempt } from './network/matrix.ts';
import { OUTSIDE, outsideNetwork } from './network/outside.ts';
import { apiServer, node, type Place, podPlaces } from './network/places.ts';
import { standIns } from './network/stand-ins.ts';
import { E2E_CONNECTIONS } from './network/table.ts';
import { STACK } from './support/deploy.ts';

const NAMESPACE = `mcp-${STACK}`;
/** Policies follow a new pod within seconds; on a busy machine it takes more. */
const SETTLED_MS = 60_000;

/** A pod of the stack's namespace that no policy knows. */
const stranger = { name: 'stranger', namespace: NAMESPACE, labels: { 'app.kubernetes.io/name': 'stranger' } };
/** A component of the stack whose pod has ended. */
const migration = { name: 'migration', namespace: NAMESPACE, labels: selector('mcp-migrate') };
/** A pod of another namespace that is called like the API. */
const impostor = { name: `${NAMESPACE}-impostor`, namespace: 'default', labels: selector('mcp-api') };

const outside: Place = {
  name: `${OUTSIDE}/32`,
  ours: false,
  network: outsideNetwork,
  address: OUTSIDE,
  ports: [...Object.values(ADDRESSEES), UNNAMED],
};

const nameOf = (namespace: string, pod: string, labels: Record<string, string>): string | undefined => {
  if (namespace === NAMESPACE) return labels['app.kubernetes.io/name'];
  if (namespace === 'default') return pod === impostor.name ? pod : undefined;
  return ['traefik', 'kube-system'].includes(namespace) ? `namespace ${namespace}` : undefined;
};

const everywhere = async (): Promise<Place[]> => [
  ...(await podPlaces(NAMESPACE, nameOf)),
  node,
  apiServer,
  outside,
];

/** Connects every part of the stack, and others, to every port that somebody serves. */
export function testEdges(): void {
  test('every connection that the table has is made, and every other one is refused', async (t) => {
    const remove = await standIns([stranger, migration, impostor]);
    t.after(remove);
    const listeners = (await podPlaces(NAMESPACE, nameOf))
      .filter(({ name }) => [stranger.name, impostor.name].includes(name))
      // The impostor serves what Prometheus may ask of the API.
      .map(({ network }) => serveIn(network as string, 'listen.ts', ['8080', '9090']));
    t.after(async () => {
      for (const listener of listeners) await (await listener).stop();
    });
    await Promise.all(listeners);

    const end = performance.now() + SETTLED_MS;
    let places: Place[] = [];
    const tryAll = async () => {
      places = await everywhere();
      return attempt(E2E_CONNECTIONS, places);
    };
    let result = await tryAll();
    while (result.wrong.length > 0 && performance.now() < end) result = await tryAll();
    assert.deepEqual(result.wrong, []);
    const { open, refused } = result;
    t.diagnostic(`${open} connections made, ${refused} refused, from and to ${places.length} places`);
  });
}
