import type { Tree } from './tree.ts';

const setString = (value: unknown): value is string | number =>
  (typeof value === 'string' && value !== '') || typeof value === 'number';

function sourceOf(tree: Tree, parts: Record<string, unknown>, section: string): string {
  const given = Object.keys(parts).filter((key) => setString(parts[key]));
  return [...new Set(given.map((key) => tree.source(`${section}.${key}`) ?? key))].join(' with ');
}

/** SQLAlchemy's dialect names mean the same server: mysql+pymysql:// is mysql://. */
function plainMysqlUrl(tree: Tree): void {
  const url = tree.get('database.url');
  if (typeof url !== 'string' || !/^mysql\+\w+:\/\//.test(url)) return;
  tree.replace('database.url', url.replace(/^mysql\+\w+:/, 'mysql:'));
}

function withPassword(tree: Tree, section: string, key: string): void {
  const password = tree.take(`${section}.password`);
  const url = tree.get(`${section}.${key}`);
  if (!setString(password) || typeof url !== 'string' || !URL.canParse(url)) return;
  const parsed = new URL(url);
  parsed.password = encodeURIComponent(String(password));
  tree.replace(`${section}.${key}`, parsed.href);
}

function redisUrl(tree: Tree): void {
  const host = tree.take('redis.host');
  const port = tree.take('redis.port');
  if (setString(host) || setString(port)) {
    const given = tree.get('redis.url');
    const url = new URL(typeof given === 'string' && URL.canParse(given) ? given : 'redis://localhost:6379');
    if (setString(host)) url.hostname = String(host);
    if (setString(port)) url.port = String(port);
    // URL setters ignore what they cannot use; the pair as written then fails the check and is named there.
    const taken =
      (!setString(port) || url.port === String(port)) && (!setString(host) || url.hostname !== '');
    tree.set('redis.url', taken ? url.href : `${host}:${port}`, sourceOf(tree, { host, port }, 'redis'));
  }
  withPassword(tree, 'redis', 'url');
}

function milvusAddress(tree: Tree): void {
  const host = tree.take('milvus.host');
  const port = tree.take('milvus.port');
  if (!setString(host) && !setString(port)) return;
  const [oldHost, oldPort] = String(tree.get('milvus.address') ?? 'localhost:19530').split(':');
  tree.set(
    'milvus.address',
    `${host || oldHost}:${port || oldPort}`,
    sourceOf(tree, { host, port }, 'milvus'),
  );
}

/** Folds the keys host, port and password into the one URL or address that the service uses. */
export function foldShorthand(tree: Tree): void {
  plainMysqlUrl(tree);
  withPassword(tree, 'database', 'url');
  redisUrl(tree);
  milvusAddress(tree);
}
