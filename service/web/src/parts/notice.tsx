import type { ApiError } from '../api.ts';

/** What went wrong, in the service's own words. */
export function Notice({ error }: { error: Error | undefined }) {
  if (!error) return null;
  const { code } = error as ApiError;
  return (
    <p class="notice" role="alert">
      {error.message}
      {code ? <code>{code}</code> : null}
    </p>
  );
}
