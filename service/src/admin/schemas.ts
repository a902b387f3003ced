import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;
const figure = (description: string) => Type.Union([Type.Number(), Type.Null()], { description });

const Quantiles = Type.Object(
  { p50: figure('Median'), p95: figure('95 of 100 are below'), p99: figure('99 of 100 are below') },
  { ...strict, description: 'Seconds since the start of the process; null: nothing measured' },
);
export type Quantiles = Static<typeof Quantiles>;

export const Stats = Type.Object(
  {
    version: Type.String(),
    replica: Type.String({ description: 'Whose figures these are' }),
    uptimeSeconds: Type.Number(),
    requests: Type.Object(
      {
        total: Type.Number(),
        byStatus: Type.Record(Type.String(), Type.Number()),
        errorRatio: Type.Number({ description: 'Share of the requests that were answered with a 5xx' }),
        seconds: Quantiles,
      },
      strict,
    ),
    steps: Type.Record(
      Type.String(),
      Type.Object({ ok: Type.Number(), failed: Type.Number(), seconds: Quantiles }, strict),
      { description: 'Steps of the memory service, such as search, embedding and vector_search' },
    ),
    process: Type.Object(
      {
        residentBytes: figure('Memory of the process'),
        heapUsedBytes: figure('JavaScript heap in use'),
        cpuSeconds: figure('Processor time used'),
        eventLoopLagP99Seconds: figure('How long the event loop was held up, 99 of 100 times'),
      },
      strict,
    ),
    figures: Type.Record(Type.String(), Type.Union([Type.Number(), Type.Null()]), {
      description: 'Every counter and gauge of the service: pool, stores, outbox, caches, connections',
    }),
  },
  { ...strict, title: 'Stats' },
);
/** The state of one replica in numbers. */
export type Stats = Static<typeof Stats>;

export const ProfileInput = Type.Object(
  {
    kind: Type.Enum(['cpu', 'heap'], {
      description: 'cpu: where time goes (.cpuprofile); heap: what takes memory (.heapsnapshot)',
    }),
    seconds: Type.Number({
      minimum: 0.1,
      maximum: 60,
      default: 10,
      description: 'How long a CPU profile is taken; a heap snapshot is of one moment',
    }),
  },
  strict,
);
export type ProfileInput = Static<typeof ProfileInput>;
