const SUBJECTS = [
  'The deploy job',
  'Our billing service',
  'A colleague',
  'The night shift',
  'The search index',
];
const VERBS = ['replaced', 'measured', 'postponed', 'documented', 'rewrote', 'restarted', 'audited'];
const OBJECTS = [
  'the cache',
  'a flaky test',
  'the login form',
  'every backup',
  'the price list',
  'two servers',
];
const REASONS = [
  'because of a typo',
  'before the holidays',
  'after the outage',
  'to save memory',
  'for a customer',
];

const pick = (words: readonly string[], number: number): string => words[number % words.length] ?? '';

/** A sentence of its own for every number: no cache can help, and the model has something to tell apart. */
export function sentence(number: number): string {
  const [a, b, c] = [Math.floor(number / 5), Math.floor(number / 35), Math.floor(number / 210)];
  return `${pick(SUBJECTS, number)} ${pick(VERBS, a)} ${pick(OBJECTS, b)} ${pick(REASONS, c)} (case ${number}).`;
}
