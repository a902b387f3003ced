import { type Static, type TSchema, Type } from 'typebox';
import { CREDENTIAL_POLICIES, type CredentialPolicy } from '../guards/policy.ts';
import { SearchWeights } from '../memories/search/weights.ts';
import { Expiry, Links, Promotion } from '../memories/upkeep/rules.ts';

const strict = { additionalProperties: false, default: {} } as const;
const seconds = (fallback: number, max: number) =>
  Type.Integer({ minimum: 1, maximum: max, default: fallback });
const milliseconds = (fallback: number, max = 300_000, min = 1) =>
  Type.Integer({ minimum: min, maximum: max, default: fallback });
const port = (fallback: number) => Type.Integer({ minimum: 0, maximum: 65_535, default: fallback });
const flag = (fallback: boolean) => Type.Boolean({ default: fallback });
const text = (fallback = '') => Type.String({ default: fallback });
const oneOf = <const T extends string[]>(values: T, fallback: T[number]) =>
  Type.Enum(values, { default: fallback });
const list = (item: TSchema = Type.String({ minLength: 1 })) =>
  Type.Unsafe<string[]>(Type.Array(item, { default: [] }));

/** Marks a value that must never appear in a message or a log. */
const secret = { secret: true } as const;

const Server = Type.Object(
  {
    host: text('0.0.0.0'),
    http_port: port(8000),
    ws_port: port(8765),
    metrics_port: port(9090),
    /** Time between "not ready" and the end of listening, so that load balancers notice. */
    shutdown_delay_ms: milliseconds(0, 120_000, 0),
    drain_timeout_ms: milliseconds(20_000),
    /** Requests are answered 503 while the event loop is held up longer than this; 0 = never. */
    max_event_loop_delay_ms: milliseconds(1000, 60_000, 0),
    /** Addresses or CIDR blocks whose X-Forwarded-For is believed. */
    trusted_proxies: list(),
    /** The address clients use, for example https://memory.example.com; its host is allowed for browsers. */
    public_url: Type.String({
      default: '',
      pattern: '^(https?://[^\\s/]+/?)?$',
      allowed: 'an http(s) origin',
    }),
    /** Whether requests that reached a proxy over plain HTTP, as X-Forwarded-Proto says, are sent to public_url. */
    redirect_to_https: flag(false),
  },
  strict,
);

/** PEM file of the authority that signed a store's certificate; empty = the system's. */
const caFile = text();

const Database = Type.Object(
  {
    url: Type.String({
      ...secret,
      pattern: '^mysql://[^\\s]+/[^\\s/?]+',
      allowed: 'mysql://user:password@host:port/database',
    }),
    pool_size: Type.Integer({ minimum: 1, maximum: 1000, default: 20 }),
    max_overflow: Type.Integer({ minimum: 0, maximum: 1000, default: 20 }),
    connect_timeout_ms: milliseconds(5000),
    tls: flag(false),
    ca_file: caFile,
  },
  strict,
);

const redisUrl = {
  ...secret,
  pattern: '^rediss?://[^\\s]+$',
  allowed: 'redis://user:password@host:port/db (rediss:// with TLS)',
};

const Redis = Type.Object(
  {
    url: Type.String(redisUrl),
    /** The evicting instance; empty = the same as url. */
    cache_url: Type.String({ ...redisUrl, pattern: '^(rediss?://[^\\s]+)?$', default: '' }),
    timeout_ms: milliseconds(2000),
    ca_file: caFile,
    key_prefix: Type.String({ default: 'mcp:', pattern: '^[\\w:.-]*$', allowed: 'letters, digits, : . _ -' }),
  },
  strict,
);

const Milvus = Type.Object(
  {
    address: Type.String({
      default: 'localhost:19530',
      pattern: '^[^\\s/:]+:\\d{1,5}$',
      allowed: 'host:port',
    }),
    token: Type.String({ ...secret, default: '' }),
    tls: flag(false),
    ca_file: caFile,
    timeout_ms: milliseconds(5000),
    collection_prefix: Type.String({
      default: '',
      pattern: '^([A-Za-z_]\\w*)?$',
      allowed: 'letters, digits, _',
    }),
    /** How often all vectors are compared with MySQL and repaired; 0 = never. */
    verify_interval_seconds: Type.Integer({ minimum: 0, maximum: 604_800, default: 3600 }),
  },
  strict,
);

const Embeddings = Type.Object(
  {
    provider: oneOf(['openai', 'builtin'], 'builtin'),
    base_url: Type.String({
      default: 'http://localhost:8080/v1',
      pattern: '^https?://[^\\s]+$',
      allowed: 'an http(s) URL',
    }),
    model: text('sentence-transformers/all-MiniLM-L6-v2'),
    api_key: Type.String({ ...secret, default: '' }),
    ca_file: caFile,
    timeout_ms: milliseconds(10_000),
    batch_size: Type.Integer({ minimum: 1, maximum: 2048, default: 32 }),
  },
  strict,
);

const apiKey = Type.String({
  ...secret,
  pattern: '^sk-[\\w.-]{16,200}$',
  allowed: 'sk-<id>.<secret>, at least 16 letters, digits, . _ - after sk-',
});

const Api = Type.Object(
  {
    api_keys: list(apiKey),
    /** Requests per minute and key; 0 = no limit. */
    rate_limit: Type.Integer({ minimum: 0, maximum: 10_000_000, default: 100 }),
    /** Wrong keys per minute and address, beyond which no key unknown there is looked up; 0 = no limit. */
    failed_key_limit: Type.Integer({ minimum: 0, maximum: 10_000_000, default: 60 }),
    /** Addresses or CIDR blocks that may call the service; empty = everyone. */
    allowed_ips: list(),
    /** Browser origins that may call the service, besides public_url. */
    cors_origins: list(Type.String({ pattern: '^https?://[^\\s/]+$', allowed: 'http(s)://host[:port]' })),
    /** Most bytes of one import; it is read as it comes, never held as a whole. */
    import_limit_bytes: Type.Integer({ minimum: 1024, maximum: 10_737_418_240, default: 268_435_456 }),
    body_limit_bytes: Type.Integer({ minimum: 1024, maximum: 104_857_600, default: 1_048_576 }),
    ssl_cert: text(),
    ssl_key: text(),
    public_docs: flag(true),
  },
  strict,
);

const Keys = Type.Object(
  {
    /** Who is told when a key is replaced. */
    notify: Type.Object(
      {
        /** URL that gets a signed POST; empty = none. */
        webhook: Type.String({ default: '', pattern: '^(https?://[^\\s]+)?$', allowed: 'an http(s) URL' }),
        /** Signs the webhook's body: header X-Signature-256, HMAC-SHA256 in hex. */
        webhook_secret: Type.String({ ...secret, default: '' }),
        /** Mail server for the keys' contacts; empty = no mail. */
        smtp_url: Type.String({
          ...secret,
          default: '',
          pattern: '^(smtps?://[^\\s]+)?$',
          allowed: 'smtp://user:password@host:port (smtps:// with TLS from the start)',
        }),
        from: text('mcp-system@localhost'),
      },
      strict,
    ),
  },
  strict,
);

const Memory = Type.Object(
  {
    short_ttl_seconds: seconds(86_400, 31_536_000),
    /** What happens to a text that holds what looks like a credential. */
    credentials: Type.Unsafe<CredentialPolicy>(oneOf([...CREDENTIAL_POLICIES], 'refuse')),
    /** What a project may hold unless it has bounds of its own; 0 = no bound. */
    quota: Type.Object(
      {
        /** Mid and long memories. */
        memories: Type.Integer({ minimum: 0, default: 1_000_000 }),
        /** Their texts, in bytes of UTF-8. */
        bytes: Type.Integer({ minimum: 0, default: 4_294_967_296 }),
      },
      strict,
    ),
    promotion: Promotion,
    links: Links,
    expiry: Expiry,
    /** How a hybrid search weighs its parts. */
    search: SearchWeights,
  },
  strict,
);

const Cache = Type.Object(
  {
    /** Answers kept in each process; 0 = none. */
    l1_max_entries: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 10_000 }),
    /** What these answers may take in memory, about. */
    l1_max_bytes: Type.Integer({ minimum: 65_536, maximum: 4_294_967_296, default: 33_554_432 }),
    l1_ttl_seconds: seconds(60, 3600),
    /** Answers kept in Redis. */
    l2_ttl_seconds: seconds(3600, 604_800),
  },
  strict,
);

const Logging = Type.Object(
  {
    level: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace'], 'info'),
    /** A file that gets the same lines as stdout; empty = stdout only. It begins anew every day (UTC). */
    file: text(),
    /** The file begins anew at this size, too. */
    max_size_mb: Type.Integer({ minimum: 1, maximum: 10_000, default: 100 }),
    /** How long earlier files are kept. */
    keep_days: Type.Integer({ minimum: 1, maximum: 3650, default: 7 }),
    /** Whether earlier files are compressed with gzip. */
    compress: flag(true),
  },
  strict,
);

const Tracing = Type.Object(
  {
    /** Base URL of an OpenTelemetry collector (OTLP over HTTP); empty = no traces. */
    endpoint: Type.String({ default: '', pattern: '^(https?://[^\\s]+)?$', allowed: 'an http(s) URL' }),
    service_name: text('mcp-api'),
    /** How many of 100 traces that begin here are kept. */
    sample_percent: Type.Integer({ minimum: 0, maximum: 100, default: 100 }),
  },
  strict,
);

const Features = Type.Object(
  { hot_reload: flag(false), profiling: flag(false), metrics: flag(true) },
  strict,
);

/** Everything that config.yaml may say. Unknown keys are errors; every key but the two URLs has a default. */
export const ConfigSchema = Type.Object(
  {
    environment: oneOf(['development', 'staging', 'production'], 'development'),
    server: Server,
    database: Database,
    redis: Redis,
    milvus: Milvus,
    embeddings: Embeddings,
    api: Api,
    keys: Keys,
    memory: Memory,
    cache: Cache,
    logging: Logging,
    tracing: Tracing,
    features: Features,
  },
  { additionalProperties: false },
);

type DeepReadonly<T> = T extends (infer I)[]
  ? readonly I[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

/** The validated, frozen configuration. Times are in the unit their name ends with. */
export type Config = DeepReadonly<Static<typeof ConfigSchema>>;
