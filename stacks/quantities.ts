const BYTES: Record<string, number> = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

/** Bytes of a Kubernetes size such as `512Mi`. */
export function bytes(size: string): number {
  const [, number, unit] = /^(\d+)(Ki|Mi|Gi|Ti)$/.exec(size) ?? [];
  if (!number || !unit) throw new RangeError(`${size} is not a size such as 512Mi`);
  return Number(number) * (BYTES[unit] as number);
}

/** Thousandths of a core of a Kubernetes CPU quantity such as `500m` or `1.5`. */
export function millicores(cores: string): number {
  return cores.endsWith('m') ? Number(cores.slice(0, -1)) : Number(cores) * 1000;
}
