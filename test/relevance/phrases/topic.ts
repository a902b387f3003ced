/** What is known about every system: said in one way, asked for in others that share few words with it. */
export interface Topic {
  /** {E} is the system, {V} one of the values. */
  say: string;
  ask: readonly string[];
  values: readonly string[];
}
