/**
 * What a client sends to one operation, beside its path. Texts may hold `{{n}}`, which differs from request to
 * request, and `{{name}}` for what `needs` names.
 */
export interface Example {
  /** Values from the answers of operations that come before: name → operation and place in its answer. */
  needs?: Readonly<Record<string, readonly [operation: string, place: string]>>;
  /** The path's `{project}`. Default `demo`. */
  project?: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** JSON, or a text that is sent as it is. */
  body?: unknown;
  /** Default application/json. */
  contentType?: string;
}

export type Examples = Readonly<Record<string, Example>>;

/** Puts values into the `{{name}}` places of an example, however deep. */
export function fill<T>(template: T, values: Readonly<Record<string, string>>): T {
  if (typeof template === 'string') {
    return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole) as T;
  }
  if (Array.isArray(template)) return template.map((item: unknown) => fill(item, values)) as T;
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, fill(item, values)])) as T;
}
