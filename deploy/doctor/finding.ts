/** One thing that was looked at. */
export interface Finding {
  what: string;
  /** What is wrong with it and how to mend that; undefined where all is well. */
  problem?: string;
}

/** Runs kubectl; any exit code is an answer. */
export type Ask = (args: string[]) => Promise<{ code: number; stdout: string; stderr: string }>;

/** The answer as JSON, undefined where there is none. */
export async function json<T>(ask: Ask, args: string[]): Promise<T | undefined> {
  const { code, stdout } = await ask([...args, '--output', 'json']);
  return code === 0 ? (JSON.parse(stdout) as T) : undefined;
}

export const finding = (what: string, problem: string | false | undefined): Finding =>
  problem ? { what, problem } : { what };
