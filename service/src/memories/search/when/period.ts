import type { DateTime, DateTimeUnit } from 'luxon';
import {
  MONTH,
  monthOf,
  NUMBER,
  NUMBER_ZH,
  numberOf,
  UNIT,
  UNIT_ZH,
  unitOf,
  WEEKDAY,
  WEEKDAY_ZH,
  weekdayOf,
  YEAR,
} from './vocabulary.ts';

/** A stretch of the calendar: from start on, up to but not including end. */
export interface Period {
  start: DateTime;
  end: DateTime;
}

/** No memory is from before; an earlier year is a mistake. */
const FIRST_YEAR = 1900;

type Match = (RegExpExecArray & { 1: string })[1][];
type Rule = [pattern: RegExp, period: (now: DateTime, ...parts: Match) => Period | null];

const whole = (moment: DateTime, unit: DateTimeUnit): Period | null =>
  moment.isValid && moment.year >= FIRST_YEAR
    ? { start: moment.startOf(unit), end: moment.startOf(unit).plus({ [unit]: 1 }) }
    : null;
const back = (now: DateTime, unit: DateTimeUnit, count: number) => whole(now.minus({ [unit]: count }), unit);

/** A month or day whose year is not said is the latest that has begun. */
const latest = (now: DateTime, month: number, day?: number): Period | null => {
  const unit = day === undefined ? 'month' : 'day';
  const thisYear = now.set({ month, day: day ?? 1 }).startOf(unit);
  if (thisYear.isValid && thisYear.month === month)
    return whole(thisYear > now ? thisYear.minus({ year: 1 }) : thisYear, unit);
  return null;
};

const date = (now: DateTime, year: string, month?: string, day?: string): Period | null => {
  const moment = now.set({ year: Number(year), month: Number(month ?? 1), day: 1 });
  if (!moment.isValid || (month !== undefined && moment.month !== Number(month))) return null;
  if (day === undefined) return whole(moment, month === undefined ? 'year' : 'month');
  const exact = moment.set({ day: Number(day) });
  return exact.month === moment.month ? whole(exact, 'day') : null;
};

const weekday = (now: DateTime, name: string, weeksBack?: number): Period | null => {
  const sameWeek = now.set({ weekday: weekdayOf(name) as 1 });
  if (weeksBack !== undefined) return whole(sameWeek.minus({ week: weeksBack }), 'day');
  return whole(sameWeek > now ? sameWeek.minus({ week: 1 }) : sameWeek, 'day');
};

const quarter = (now: DateTime, year: string, number: string) =>
  whole(now.set({ year: Number(year), month: numberOf(number) * 3, day: 1 }), 'quarter');

const rule = (pattern: string, period: Rule[1]): Rule => [new RegExp(`^(?:${pattern})$`), period];

const RULES: Rule[] = [
  rule('today|今天|今日', (now) => back(now, 'day', 0)),
  rule('yesterday|昨天|昨日', (now) => back(now, 'day', 1)),
  rule('(?:the )?day before yesterday|前天', (now) => back(now, 'day', 2)),
  rule('大前天', (now) => back(now, 'day', 3)),
  rule(`(?:this|the current) (${UNIT})`, (now, unit) => back(now, unitOf(unit), 0)),
  rule(`(?:the )?(?:last|previous) (${UNIT})`, (now, unit) => back(now, unitOf(unit), 1)),
  rule('今年|本年', (now) => back(now, 'year', 0)),
  rule('去年', (now) => back(now, 'year', 1)),
  rule('前年', (now) => back(now, 'year', 2)),
  rule('(?:本|这|这个|这一)(周|星期|礼拜|月|季度)', (now, unit) => back(now, unitOf(unit), 0)),
  rule('(?:上|上个|上一|上一个)(周|星期|礼拜|月|季度)', (now, unit) => back(now, unitOf(unit), 1)),
  rule('上上(?:个)?(周|星期|礼拜|月)', (now, unit) => back(now, unitOf(unit), 2)),
  rule(`(?:on )?(${WEEKDAY})`, (now, day) => weekday(now, day)),
  rule(`(?:this )(${WEEKDAY})`, (now, day) => weekday(now, day, 0)),
  rule(`(?:last )(${WEEKDAY})`, (now, day) => weekday(now.minus({ day: 1 }), day)),
  rule(WEEKDAY_ZH, (now, day) => weekday(now, day)),
  rule(`(?:本|这|这个)${WEEKDAY_ZH}`, (now, day) => weekday(now, day, 0)),
  rule(`(?:上|上个)${WEEKDAY_ZH}`, (now, day) => weekday(now, day, 1)),
  rule(`(${NUMBER}) (${UNIT})s? ago`, (now, count, unit) => back(now, unitOf(unit), numberOf(count))),
  rule(`(${NUMBER_ZH}) ?个?(${UNIT_ZH})(?:前|以前|之前)`, (now, count, unit) =>
    back(now, unitOf(unit), numberOf(count)),
  ),
  rule(`(${YEAR})年?`, (now, year) => date(now, year)),
  rule(`(${YEAR})[-/](\\d{1,2})`, (now, year, month) => date(now, year, month)),
  rule(`(${YEAR})[-/](\\d{1,2})[-/](\\d{1,2})`, (now, ...parts) => date(now, ...(parts as [string]))),
  rule(`(${YEAR}) ?年 ?(\\d{1,2}) ?月(?:份)?`, (now, year, month) => date(now, year, month)),
  rule(`(${YEAR}) ?年 ?(\\d{1,2}) ?月 ?(\\d{1,2}) ?[日号]`, (now, ...parts) =>
    date(now, ...(parts as [string])),
  ),
  rule('(\\d{1,2}|[一二三四五六七八九十]{1,2}) ?月(?:份)?', (now, month) => latest(now, numberOf(month))),
  rule('(\\d{1,2}) ?月 ?(\\d{1,2}) ?[日号]', (now, month, day) => latest(now, Number(month), Number(day))),
  rule(`(?:in )?(${MONTH})`, (now, month) => latest(now, monthOf(month))),
  rule(`(?:in )?(${MONTH}),? (${YEAR})`, (now, month, year) => date(now, year, String(monthOf(month)))),
  rule(`(?:on )?(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?`, (now, month, day) =>
    latest(now, monthOf(month), Number(day)),
  ),
  rule(`(?:on )?(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?,? (${YEAR})`, (now, month, day, year) =>
    date(now, year, String(monthOf(month)), day),
  ),
  rule(`(?:on )?(?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})`, (now, day, month) =>
    latest(now, monthOf(month), Number(day)),
  ),
  rule(
    `(?:on )?(?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH}),? (${YEAR})`,
    (now, day, month, year) => date(now, year, String(monthOf(month)), day),
  ),
  rule(`q([1-4]) (${YEAR})`, (now, number, year) => quarter(now, year, number)),
  rule(`(${YEAR})[- ]?q([1-4])`, (now, year, number) => quarter(now, year, number)),
  rule(`(${YEAR}) ?年?第?([一二三四1-4])季度`, (now, year, number) => quarter(now, year, number)),
];

/**
 * The stretch of the calendar that an expression such as "last week", "上周三" or "2026-03" names, in the zone of
 * `now`; null when it names none. Weeks begin on Monday.
 *
 * @param text lower case, single blanks
 */
export function periodOf(text: string, now: DateTime): Period | null {
  for (const [pattern, period] of RULES) {
    const match = pattern.exec(text);
    if (match) return period(now, ...(match.slice(1) as Match));
  }
  return null;
}
