import { InvalidArgumentError } from 'commander';

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Reads a duration such as 90s, 30m, 24h or 7d. @returns seconds @throws InvalidArgumentError */
export function duration(text: string): number {
  const [, amount, unit] = /^(\d{1,6})(s|m|h|d)$/.exec(text) ?? [];
  const seconds = Number(amount) * (SECONDS[unit ?? ''] ?? Number.NaN);
  if (Number.isNaN(seconds)) {
    throw new InvalidArgumentError('It must be a number and a unit: 90s, 30m, 24h, 7d.');
  }
  return seconds;
}
