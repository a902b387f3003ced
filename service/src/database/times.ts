/** A time as the API writes it, as a value for a column. */
export const timeOrNull = (iso: string | null): Date | null => (iso === null ? null : new Date(iso));
