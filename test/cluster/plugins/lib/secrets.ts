/** Marks a secret value on the wire between engine and provider. */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

/** Properties as the engine sends them, with secrets opened at any depth. */
export function revealed<T = Record<string, unknown>>(value: unknown): T {
  if (Array.isArray(value)) return value.map((item) => revealed(item)) as T;
  if (typeof value !== 'object' || value === null) return value as T;
  const fields = value as Record<string, unknown>;
  if (fields[SIGNATURE] === SECRET) return revealed(fields.value);
  return Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, revealed(item)])) as T;
}

/** The value, marked as a secret. */
export const concealed = (value: unknown): unknown => ({ [SIGNATURE]: SECRET, value });

/** What the engine sends for a value that is not known yet. */
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

export const isUnknown = (value: unknown): boolean => JSON.stringify(value)?.includes(UNKNOWN) ?? false;
