import { containerPolicy } from '../lib/policy.ts';

const repeated = (names: string[]): string[] => [
  ...new Set(names.filter((name, at) => names.indexOf(name) !== at)),
];

export const uniqueEnv = containerPolicy(
  {
    name: 'unique-env',
    what: 'No container is given the same variable, port or mount path twice.',
    why: 'Only one of the two counts, and nobody sees which.',
  },
  (container, say) => {
    const { env = [], ports = [], volumeMounts = [] } = container;
    for (const name of repeated(env.map((variable) => variable.name ?? '')))
      say(`variable ${name} stands twice`);
    for (const port of repeated(ports.map(({ containerPort }) => String(containerPort))))
      say(`port ${port} stands twice`);
    for (const path of repeated(volumeMounts.map(({ mountPath }) => mountPath ?? '')))
      say(`mount path ${path} stands twice`);
  },
);
