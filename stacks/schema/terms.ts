import { isIPv4, isIPv6 } from 'node:net';
import { type TProperties, Type } from 'typebox';
import * as Format from 'typebox/format';

/** Annotations that messages and the reference read beside the JSON Schema keywords. */
export type Notes = {
  description: string;
  /** What is allowed, in words, where the keywords alone would not tell a reader. */
  allowed?: string;
  /** The value must never be shown. */
  sensitive?: true;
};

/** A section: unknown keys are mistakes, never dropped. */
export const section = <T extends TProperties>(description: string, properties: T) =>
  Type.Object(properties, { description, additionalProperties: false });

export const text = (description: string) => Type.String({ description });

export const oneOf = <const T extends string[]>(values: T, description: string) =>
  Type.Enum(values, { description });

export const flag = (description: string) => Type.Boolean({ description });

export const integer = (minimum: number, maximum: number, description: string) =>
  Type.Integer({ minimum, maximum, description });

export const milliseconds = (description: string) => integer(1, 300_000, `${description} Milliseconds.`);

export const port = (description: string) => integer(1, 65_535, description);

const matching = (pattern: string, allowed: string, description: string) =>
  Type.String({ pattern, allowed, description } as Notes & { pattern: string });

/** A text that has to say something. */
export const words = (description: string) => matching('\\S', 'a text that is not empty', description);

const LABEL = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';

export const dnsLabel = (description: string) =>
  matching(`^${LABEL}$`, 'at most 63 lower-case letters, digits and hyphens', description);

export const hostname = (description: string) =>
  matching(`^${LABEL}(\\.${LABEL})*$`, 'a host name such as memory.example.com', description);

export const optionalHostname = (description: string) =>
  matching(`^(${LABEL}(\\.${LABEL})*)?$`, 'a host name such as memory.example.com, or empty', description);

/** Where several such addresses share a list, each is one text. */
export const endpoint = (description: string) =>
  matching(`^${LABEL}(\\.${LABEL})*:\\d{1,5}$`, 'host:port such as etcd.example.com:2379', description);

export const optionalName = (description: string) =>
  matching(`^(${LABEL}(\\.${LABEL})*)?$`, 'a name such as fast-ssd, or empty', description);

/** Of an object of the cluster. */
export const objectName = (description: string) =>
  matching(`^${LABEL}(\\.${LABEL})*$`, 'a name such as business-critical', description);

/** Of a custom metric; adapters for other systems than Prometheus put more than letters into it. */
export const metricName = (description: string) =>
  matching('^[A-Za-z_][\\w:.|-]*$', 'a name such as http_requests_in_flight', description);

/** A Kubernetes memory or storage quantity with a binary suffix. */
export const size = (description: string) =>
  matching('^[1-9]\\d*(Mi|Gi|Ti)$', 'a size such as 512Mi or 10Gi', description);

/** A Kubernetes CPU quantity. */
export const cores = (description: string) =>
  matching(
    '^([1-9]\\d*m|[1-9]\\d*(\\.\\d+)?|0\\.\\d*[1-9]\\d*)$',
    'cores such as 500m, 0.5 or 2',
    description,
  );

const CIDR = 'cidr';

Format.Set(CIDR, (value) => {
  const [, address = '', length] = /^([^/]+)\/(\d{1,3})$/.exec(value) ?? [];
  return (isIPv4(address) && Number(length) <= 32) || (isIPv6(address) && Number(length) <= 128);
});

export const cidr = (description: string) =>
  Type.String({ format: CIDR, allowed: 'a block such as 10.0.0.0/8', description } as Notes & {
    format: string;
  });

export const httpUrl = (example: string, description: string) =>
  matching('^https?://[^\\s]+$', `an http(s) URL such as ${example}`, description);

/** In front of names of files; empty where there is none. */
export const optionalFolderUrl = (description: string) =>
  matching('^(https?://[^\\s]+/)?$', 'an http(s) URL that ends in /, or empty', description);

export const origin = (description: string) =>
  matching('^https?://[^\\s/]+$', 'an origin such as https://app.example.com', description);

/** An image below `images.registry`: path and tag, a digest where it is pinned, no registry. */
export const imagePath = (description: string) =>
  matching(
    '^[a-z0-9]+([._/-][a-z0-9]+)*:[\\w][\\w.-]{0,127}(@sha256:[0-9a-f]{64})?$',
    'a path with a tag, such as library/redis:8.0.5',
    description,
  );

/** The same without a tag. */
export const repository = (description: string) =>
  matching('^[a-z0-9]+([._/-][a-z0-9]+)*$', 'a path such as team/mcp-api', description);

/** A complete image reference with registry. */
export const imageReference = (description: string) =>
  matching(
    '^[\\w.-]+(:\\d+)?(/[\\w.-]+)+(:[\\w][\\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$',
    'a complete reference such as ghcr.io/owner/name:tag',
    description,
  );

export const registry = (description: string) =>
  matching('^[\\w.-]+(:\\d+)?(/[\\w.-]+)*$', 'a registry such as docker.io or localhost:5000', description);

export const digest = (description: string) =>
  matching('^(sha256:[0-9a-f]{64})?$', 'sha256: and 64 hexadecimal digits, or empty', description);

export const tag = (description: string) =>
  matching('^[\\w][\\w.-]{0,127}$', 'a tag such as v3.0.0', description);

const ADDRESS = '[^\\s@,<>]+@[^\\s@,<>]+';

export const emailAddress = (description: string) =>
  matching(`^${ADDRESS}$`, 'an address such as ops@example.com', description);

export const emailAddresses = (description: string) =>
  matching(
    `^${ADDRESS}(, *${ADDRESS})*$`,
    'addresses such as ops@example.com, separated by commas',
    description,
  );

/** Of a database or a user; MySQL bounds the length. */
export const mysqlName = (longest: number, description: string) =>
  matching(`^[\\w$-]{1,${longest}}$`, `at most ${longest} letters, digits, _, $ and -`, description);

/** A value that stays out of messages, previews and plain state. */
export const sensitive = (description: string) =>
  Type.String({ minLength: 8, sensitive: true, allowed: 'at least 8 characters', description } as Notes & {
    minLength: number;
  });

export const sensitiveUrl = (description: string) =>
  Type.String({
    pattern: '^https?://[^\\s]+$',
    sensitive: true,
    allowed: 'an http(s) URL',
    description,
  } as Notes & { pattern: string });

const secretKey = (description: string) =>
  matching('^[-._a-zA-Z0-9]{1,253}$', 'letters, digits, -, _ and .', description);

/** A Secret that somebody else keeps in the stack's namespace. */
export const existingSecret = (what: string) =>
  section(`An existing Secret of the stack's namespace that holds ${what}.`, {
    name: dnsLabel('Name of the Secret.'),
    key: secretKey(`Key that holds ${what}.`),
  });

/** A ConfigMap that somebody else keeps in the stack's namespace. */
export const existingConfigMap = (what: string) =>
  section(`An existing ConfigMap of the stack's namespace that holds ${what}.`, {
    name: dnsLabel('Name of the ConfigMap.'),
    key: secretKey(`Key that holds ${what}.`),
  });

export const certificate = (description: string) =>
  matching('^\\s*-----BEGIN CERTIFICATE-----[^-]+-----END', 'a certificate in PEM', description);

export const resources = (what: string) =>
  section(`CPU and memory of ${what}.`, {
    requests: section('What the scheduler sets aside; multiplied by `cluster.scale`.', {
      cpu: cores('Cores.'),
      memory: size('Memory.'),
    }),
    limits: section('What it may use at most.', { cpu: cores('Cores.'), memory: size('Memory.') }),
  });

export const volume = (what: string) =>
  section(`Persistent volume of ${what}.`, { size: size('Size; growing it keeps the data.') });
