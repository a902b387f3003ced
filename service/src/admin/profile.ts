import { Session } from 'node:inspector/promises';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { getHeapSnapshot } from 'node:v8';
import { AppError } from '../errors.ts';
import type { ProfileInput } from './schemas.ts';

export interface Profiler {
  /**
   * Takes a profile of this process.
   *
   * @param signal ends a CPU profile early
   * @returns the profile as DevTools read it
   * @throws AppError PROFILE_RUNNING
   */
  take(input: ProfileInput, signal: AbortSignal): Promise<Readable>;
}

async function cpuProfile(seconds: number, signal: AbortSignal): Promise<Readable> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
    await delay(seconds * 1000, undefined, { signal }).catch(() => undefined);
    const { profile } = await session.post('Profiler.stop');
    return Readable.from([JSON.stringify(profile)]);
  } finally {
    session.disconnect();
  }
}

/** One profile at a time: two would measure each other, and a heap snapshot takes as much memory again. */
export function createProfiler(): Profiler {
  let running = false;
  return {
    async take({ kind, seconds }, signal) {
      if (running) throw new AppError('PROFILE_RUNNING');
      running = true;
      const done = () => {
        running = false;
      };
      try {
        const profile = kind === 'cpu' ? await cpuProfile(seconds, signal) : getHeapSnapshot();
        return profile.once('close', done);
      } catch (error) {
        done();
        throw error;
      }
    },
  };
}
