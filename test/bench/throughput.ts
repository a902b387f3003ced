import autocannon from 'autocannon';
import { quantile } from './measure.ts';

const CONNECTIONS = 8;

async function requestsPerSecond(url: string, key: string, seconds: number): Promise<number> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    headers: { authorization: `Bearer ${key}` },
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers other than 2xx, ${result.errors} errors`);
  }
  return result.requests.average;
}

export interface Throughput {
  /** Requests per second, the median of the rounds. */
  ours: number;
  reference: number;
  /** ours / reference: above 1 is faster. */
  ratio: number;
}

export interface ThroughputPlan {
  rounds: number;
  /** Of each round. */
  seconds: number;
}

/** Requests per second of two addresses, turn by turn. */
export async function compareThroughput(
  key: string,
  ours: string,
  reference: string,
  { rounds, seconds }: ThroughputPlan,
): Promise<Throughput> {
  const rates: { ours: number[]; reference: number[] } = { ours: [], reference: [] };
  for (let round = 0; round < rounds; round++) {
    const inTurn = round % 2 === 0 ? (['reference', 'ours'] as const) : (['ours', 'reference'] as const);
    for (const side of inTurn) {
      rates[side].push(await requestsPerSecond(side === 'ours' ? ours : reference, key, seconds));
    }
  }
  const [a, b] = [quantile(rates.ours, 0.5), quantile(rates.reference, 0.5)];
  return { ours: Math.round(a), reference: Math.round(b), ratio: Math.round((a / b) * 1000) / 1000 };
}
