import { DateTime } from 'luxon';
import { AppError } from '../../../errors.ts';
import { type Period, periodOf } from './period.ts';
import { NUMBER, NUMBER_ZH, numberOf, UNIT, UNIT_ZH, type Unit, unitOf } from './vocabulary.ts';

/** A stretch of time: ISO 8601 in UTC, since inclusive, until exclusive. One of them is there. */
export interface TimeRange {
  since?: string;
  until?: string;
}

/** What a client may write, by example; shown with every refusal. */
export const EXAMPLES = [
  'today, yesterday, monday, last friday, this week, last month, 3 days ago',
  'past 3 days, last 2 weeks, since monday, before 2026-03-01, until yesterday, older than 30 days',
  '2026, 2026-03, 2026-03-05, march 2026, 5 march 2026, Q1 2026, 2026-03-01 to 2026-03-15',
  '今天, 昨天, 前天, 周一, 上周三, 本周, 上周, 上个月, 去年, 三天前',
  '过去三天, 最近两周, 周一以来, 2026年3月, 3月5日, 2026年3月1日到3月15日',
];

const LONGEST = {
  minute: 600_000,
  hour: 90_000,
  day: 10_000,
  week: 2000,
  month: 1200,
  quarter: 400,
  year: 100,
};

type Edge = 'start' | 'end';
const open = (edge: keyof TimeRange, of: Edge) => (period: Period) => ({ [edge]: period[of] });

/** One period inside words that open or close it. */
const FRAMES: [RegExp, (period: Period) => { since?: DateTime; until?: DateTime }][] = [
  [/^since (.+)$|^from (.+?) on(?:wards)?$|^自?从?(.+?)(?:以来|开始|起)$/, open('since', 'start')],
  [/^after (.+)$|^(.+?)(?:之后|以后)$/, open('since', 'end')],
  [/^before (.+)$|^(.+?)(?:之前|以前)$/, open('until', 'start')],
  [/^(?:until|till|up to) (.+)$|^(?:截至|截止)(.+)$/, open('until', 'end')],
];
const BETWEEN =
  /^(?:between|from) (.+?) (?:and|to|until) (.+)$|^(.+?) (?:to|-|–) (.+)$|^(.+?) ?\.\. ?(.+)$|^从?(.+?)(?:到|至)(.+)$/;
const ROLLING = [
  new RegExp(`^(?:the )?(?:last|past|previous) (${NUMBER}) (${UNIT})s?$`),
  new RegExp(`^(?:the )?past()(?: )(${UNIT})$`),
  new RegExp(`^(?:过去|最近|近)的? ?(${NUMBER_ZH}) ?个?(${UNIT_ZH})(?:内|里|来|以来|之内)?$`),
];
const OLDER = new RegExp(`^older than (${NUMBER}) (${UNIT})s?$`);

/**
 * Turns a time expression, English or Chinese, into a range of time. "last week" is the week before this one, Monday
 * to Sunday; "past week" the seven days up to now. The calendar is that of `timezone`, an IANA name.
 *
 * @throws AppError INVALID_REQUEST naming what is understood
 */
export function resolveWhen(expression: string, timezone = 'UTC', at = new Date()): TimeRange {
  const now = DateTime.fromJSDate(at, { zone: timezone });
  if (!now.isValid) {
    throw new AppError('INVALID_REQUEST', {
      message: `timezone ${JSON.stringify(timezone)} is not known; allowed: an IANA name such as UTC, Europe/Berlin, Asia/Shanghai`,
      details: { field: 'timezone' },
    });
  }
  const text = expression
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:in|within|during|over) (?=the |last|past|previous|this)/, '');
  const range = rolling(text, now) ?? calendar(text, now) ?? between(text, now) ?? framed(text, now);
  if (!range) {
    throw new AppError('INVALID_REQUEST', {
      message: `when ${JSON.stringify(expression)} is not understood; allowed are expressions like ${EXAMPLES.join('; ')}`,
      details: { field: 'when', examples: EXAMPLES },
    });
  }
  return {
    ...(range.since ? { since: range.since.toUTC().toISO() as string } : {}),
    ...(range.until ? { until: range.until.toUTC().toISO() as string } : {}),
  };
}

type Range = { since?: DateTime; until?: DateTime } | null;

const ago = (now: DateTime, count: string, name: string): DateTime | null => {
  const unit: Unit = unitOf(name);
  const amount = count ? numberOf(count) : 1;
  return amount <= LONGEST[unit] ? now.minus({ [unit]: amount }) : null;
};

function rolling(text: string, now: DateTime): Range {
  for (const pattern of ROLLING) {
    const match = pattern.exec(text);
    const since = match && ago(now, match[1] ?? '', match[2] ?? '');
    if (since) return { since };
  }
  const older = OLDER.exec(text);
  const until = older && ago(now, older[1] ?? '', older[2] ?? '');
  return until ? { until } : null;
}

function calendar(text: string, now: DateTime): Range {
  const period = periodOf(text, now);
  return period && { since: period.start, until: period.end };
}

function between(text: string, now: DateTime): Range {
  const [first, last] = (BETWEEN.exec(text) ?? []).slice(1).filter(Boolean);
  if (!first || !last) return null;
  const from = periodOf(first, now);
  // "2026年3月1日到3月15日": the second date means the year of the first.
  const to = from && periodOf(last, /^\d{4}/.test(first) ? from.start.endOf('year') : now);
  return from && to && from.start < to.end ? { since: from.start, until: to.end } : null;
}

function framed(text: string, now: DateTime): Range {
  for (const [pattern, range] of FRAMES) {
    const inner = (pattern.exec(text) ?? []).slice(1).find(Boolean);
    const period = inner && periodOf(inner, now);
    if (period) return range(period);
  }
  return null;
}
