type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The raw configuration while it is put together, with the source of every value. Paths are dotted. */
export class Tree {
  readonly root: Node;
  readonly #sources = new Map<string, string>();
  /** Paths whose value is text from a variable, and so may mean a number or a boolean. */
  readonly textual = new Set<string>();

  constructor(root: unknown = {}) {
    this.root = isNode(root) ? root : {};
  }

  get(path: string): unknown {
    return path.split('.').reduce<unknown>((node, key) => (isNode(node) ? node[key] : undefined), this.root);
  }

  list(path: string): unknown[] {
    const value = this.get(path);
    return Array.isArray(value) ? value : [];
  }

  /** Sets a value that came as text from `source`, making the nodes above it. */
  set(path: string, value: unknown, source: string): void {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let node = this.root;
    for (const key of keys) {
      if (!isNode(node[key])) node[key] = {};
      node = node[key] as Node;
    }
    node[last] = value;
    this.#sources.set(path, source);
    this.textual.add(path);
  }

  append(path: string, value: unknown, source: string): void {
    const items = [...this.list(path), value];
    const previous = this.#sources.get(path);
    this.set(path, items, previous ?? source);
    this.#sources.set(`${path}.${items.length - 1}`, source);
  }

  /** Changes a value in place and keeps what is known about its source. */
  replace(path: string, value: unknown): void {
    this.set(path, value, this.source(path) ?? path);
  }

  /** Takes a value out; used for shorthand keys that become part of another one. */
  take(path: string): unknown {
    const value = this.get(path);
    const [parent, key] = [path.slice(0, path.lastIndexOf('.')), path.slice(path.lastIndexOf('.') + 1)];
    const node = this.get(parent);
    if (isNode(node)) delete node[key];
    return value;
  }

  note(path: string, source: string): void {
    this.#sources.set(path, source);
  }

  /** The source of a value, or of the nearest value above it. */
  source(path: string): string | undefined {
    for (let at = path; at; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
      const source = this.#sources.get(at);
      if (source) return source;
    }
    return undefined;
  }
}
