import { setTimeout as delay } from 'node:timers/promises';

/** Between two requests of one worker: the node has to do what the load is there to disturb. */
const PACE_MS = 20;

export interface Outcome {
  answered: number;
  /** What went wrong, one text for each request that was not answered as it should be. */
  failures: string[];
}

/** One request, the `number`-th of its worker. @returns what is wrong with the answer */
export type Ask = (number: number) => Promise<string | undefined>;

/** Asks again and again, each of `asks` by a worker of its own, until it is stopped. */
export function startLoad(asks: Ask[]): { stop(): Promise<Outcome> } {
  const outcome: Outcome = { answered: 0, failures: [] };
  let going = true;
  const work = async (ask: Ask) => {
    for (let number = 0; going; number++) {
      const failure = await ask(number).catch((error: Error) => `${error.message} ${error.cause ?? ''}`);
      if (failure) outcome.failures.push(failure);
      else outcome.answered += 1;
      await delay(PACE_MS);
    }
  };
  const workers = asks.map(work);
  return {
    async stop() {
      going = false;
      await Promise.all(workers);
      return outcome;
    },
  };
}
