import { session } from './session.ts';

/** The service refused; `message` is for people. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface Call {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** Unset and empty ones are left out. */
  query?: Record<string, string | number | undefined>;
}

function address(path: string, query: Call['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return `/api/v1${path}${text ? `?${text}` : ''}`;
}

/** Called when the key has stopped working. */
export const signedOut = new EventTarget();

/** Asks the REST interface. @throws ApiError */
export async function call<T>(path: string, { method, body, query }: Call = {}): Promise<T> {
  const response = await fetch(address(path, query), {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      authorization: `Bearer ${session.get() ?? ''}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiError(0, 'UNREACHABLE', 'The service does not answer');
  });
  if (response.status === 204) return undefined as T;
  const json = await response.json().catch(() => ({}));
  if (response.ok) return json as T;
  const { code = 'UNKNOWN', message = response.statusText } = json.error ?? {};
  if (response.status === 401) signedOut.dispatchEvent(new Event('signedout'));
  throw new ApiError(response.status, code, message);
}

/** One part of a path. */
export const part = (text: string): string => encodeURIComponent(text);
