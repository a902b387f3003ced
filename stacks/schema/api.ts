import { Type } from 'typebox';
import { KeyNotices, Tracing } from './outgoing.ts';
import {
  cidr,
  digest,
  flag,
  integer,
  metricName,
  origin,
  registry,
  repository,
  resources,
  section,
  tag,
  text,
  words,
} from './terms.ts';

const Build = section('Builds the image with Docker and pushes it.', {
  context: words('Build context, relative to the project.'),
  dockerfile: words('Dockerfile, relative to the project.'),
  target: text('Stage to build; empty = the last one.'),
  network: text('Network of RUN instructions, such as `none`; empty = the default.'),
});

const Image = section('The service image: either built, or given by digest.', {
  registry: Type.Optional(registry('Registry of the service image; left out = `images.registry`.')),
  repository: repository('Repository below the registry.'),
  tag: tag('Release tag.'),
  digest: Type.Optional(digest('Digest that is deployed, as tested before. Empty: previews work.')),
  build: Type.Optional(Build),
});

const CustomMetric = section(
  'A figure of the pods that decides beside their CPU, where the cluster serves custom metrics.',
  {
    name: metricName('Its name there.'),
    averageValue: Type.Number({
      minimum: 0.001,
      maximum: 1_000_000_000,
      description: 'Average of all pods above which pods are added.',
    }),
  },
);

const Hpa = section('Horizontal autoscaling; where on, it owns the number of replicas.', {
  enabled: flag('Whether the cluster scales the API.'),
  minReplicas: integer(1, 100, 'Fewest pods.'),
  maxReplicas: integer(1, 100, 'Most pods.'),
  cpuPercent: integer(10, 100, 'CPU use, in percent of the unscaled request, above which pods are added.'),
  customMetric: Type.Optional(CustomMetric),
});

const Shutdown = section('How a pod leaves without losing a request.', {
  preStopSeconds: integer(0, 60, 'Pause before SIGTERM, so that load balancers notice. Seconds.'),
  drainSeconds: integer(1, 300, 'Time for open requests after SIGTERM. Seconds.'),
});

export const Api = section('The service.', {
  image: Image,
  replicas: integer(1, 100, 'Pods, where autoscaling is off.'),
  hpa: Hpa,
  resources: resources('one API pod'),
  keys: integer(1, 10, 'API keys generated for the first start.'),
  rateLimit: integer(0, 10_000_000, 'Requests per minute and key; 0 = no limit.'),
  allowedIps: Type.Array(cidr('Block.'), { description: 'Blocks that may call the API; empty = everyone.' }),
  trustedProxies: Type.Array(cidr('Block.'), {
    description: 'Blocks whose X-Forwarded-For is believed: where the ingress controller runs.',
  }),
  corsOrigins: Type.Array(origin('Origin.'), { description: 'Browser origins besides the own one.' }),
  bodyLimitBytes: integer(1024, 104_857_600, 'Largest request body. Bytes.'),
  publicDocs: flag('Whether /docs and /openapi.json need no key.'),
  hotReload: flag('Whether changes of the mounted file apply without a restart where they can.'),
  profiling: flag('Whether profiles can be taken on demand.'),
  shutdown: Shutdown,
  tracing: Type.Optional(Tracing),
  keyNotices: Type.Optional(KeyNotices),
});
