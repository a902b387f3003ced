import { readFileSync } from 'node:fs';

const LISTENS = '0A';
/** Loopback of both families, and the one of IPv4 in the form of IPv6, as the kernel writes them. */
const LOOPBACK = /^(0100007F|0{24}01000000|0{16}FFFF00000100007F)$/;

/** Ports on which somebody listens for others, from the text of /proc/PID/net/tcp or tcp6. */
export function listening(table: string): number[] {
  const ports = table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => state === LISTENS && !LOOPBACK.test(local.split(':')[0] ?? ''))
    .map(([, local = '']) => Number.parseInt(local.split(':')[1] ?? '', 16));
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** The same of the network that a process is in. */
export const listeningPorts = (pid: number): number[] =>
  listening(['tcp', 'tcp6'].map((file) => readFileSync(`/proc/${pid}/net/${file}`, 'utf8')).join('\n'));
