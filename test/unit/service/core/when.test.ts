import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../../../service/src/errors.ts';
import { EXAMPLES, resolveWhen } from '../../../../service/src/memories/search/when/resolve.ts';

/** A Wednesday evening in UTC, Thursday morning in Shanghai. */
const NOW = new Date('2026-11-18T20:30:00Z');
const range = (text: string, zone = 'UTC') => {
  const { since = '', until = '' } = resolveWhen(text, zone, NOW);
  return `${since.replace(':00.000Z', '')}…${until.replace(':00.000Z', '')}`;
};

test('names stretches of the calendar, in English and Chinese', () => {
  for (const [expected, ...expressions] of [
    ['2026-11-18T00:00…2026-11-19T00:00', 'today', '今天', '2026-11-18', '11月18日', 'on wednesday', '周三'],
    [
      '2026-11-17T00:00…2026-11-18T00:00',
      'yesterday',
      'Yesterday',
      '昨天',
      ' 昨日 ',
      'one day ago',
      '一天前',
    ],
    [
      '2026-11-16T00:00…2026-11-17T00:00',
      'monday',
      'last monday',
      '前天',
      '本周一',
      'the day before yesterday',
    ],
    ['2026-11-11T00:00…2026-11-12T00:00', 'last wednesday', '上周三', '上个星期三', '7 days ago'],
    ['2026-11-16T00:00…2026-11-23T00:00', 'this week', '本周', '这个星期'],
    [
      '2026-11-09T00:00…2026-11-16T00:00',
      'last week',
      'the previous week',
      '上周',
      '上个星期',
      '上礼拜',
      '一周前',
    ],
    [
      '2026-10-01T00:00…2026-11-01T00:00',
      'last month',
      '上个月',
      'October',
      'in oct 2026',
      '2026-10',
      '2026年10月',
    ],
    ['2025-01-01T00:00…2026-01-01T00:00', 'last year', '去年', '2025', '2025年', 'a year ago'],
    ['2025-12-01T00:00…2026-01-01T00:00', 'december', '十二月'],
    ['2026-03-05T00:00…2026-03-06T00:00', '5 March 2026', 'March 5th', 'mar 5, 2026', '2026/3/5', '3月5号'],
    ['2026-01-01T00:00…2026-04-01T00:00', 'Q1 2026', '2026-Q1', '2026年第一季度'],
    [
      '2026-03-01T00:00…2026-03-16T00:00',
      '2026-03-01 to 2026-03-15',
      'between march 1 and march 15',
      '2026年3月1日到3月15日',
    ],
  ] as const) {
    for (const expression of expressions) assert.equal(range(expression), expected, expression);
  }
});

test('opens, closes and counts back from now', () => {
  for (const [expected, ...expressions] of [
    [
      '2026-11-15T20:30…',
      'past 3 days',
      'last three days',
      'in the last 3 days',
      '过去三天',
      '最近3天',
      '近三天内',
    ],
    ['2026-11-11T20:30…', 'past week', '过去一周', '最近一个星期'],
    ['2026-11-18T18:30…', 'last 2 hours', '过去两小时', '最近两个小时'],
    ['2026-11-16T00:00…', 'since monday', 'from monday on', '周一以来', '自周一以来', '从周一开始'],
    ['2026-04-01T00:00…', 'after march', '3月之后'],
    ['…2026-03-01T00:00', 'before 2026-03', 'before march', '2026年3月之前'],
    ['…2026-11-18T00:00', 'until yesterday', 'up to yesterday', '截至昨天'],
    ['…2026-10-19T20:30', 'older than 30 days'],
  ] as const) {
    for (const expression of expressions) assert.equal(range(expression), expected, expression);
  }
});

test('days and weeks are those of the time zone', () => {
  assert.equal(range('today', 'Asia/Shanghai'), '2026-11-18T16:00…2026-11-19T16:00');
  assert.equal(range('周四', 'Asia/Shanghai'), '2026-11-18T16:00…2026-11-19T16:00');
  // The clocks went back on 25 October in Berlin: that day has 25 hours.
  assert.equal(range('2026-10-25', 'Europe/Berlin'), '2026-10-24T22:00…2026-10-25T23:00');
  assert.equal(range('past 3 days', 'America/New_York'), range('past 3 days'));
});

test('refuses what it does not understand and says what it does', () => {
  for (const text of [
    'foo',
    'recently',
    '2026-02-30',
    '2026-13',
    '2月30日',
    '9999',
    '4000 years ago',
    'since',
    'to',
    '前',
  ]) {
    assert.throws(
      () => resolveWhen(text, 'UTC', NOW),
      (error) =>
        error instanceof AppError &&
        error.code === 'INVALID_REQUEST' &&
        error.message.includes(text) &&
        error.message.includes('过去三天'),
      text,
    );
  }
  assert.throws(() => resolveWhen('today', 'Mars/Base', NOW), /timezone "Mars\/Base".*Asia\/Shanghai/);
});

test('understands each of its own examples', () => {
  for (const example of EXAMPLES.flatMap((line) => line.split(', '))) {
    assert.ok(Object.keys(resolveWhen(example, 'UTC', NOW)).length > 0, example);
  }
});

test('any text gives a range in order, or an error of the catalogue', () => {
  const word = fc.constantFrom(
    ...'last past since before until 3 two days week month year ago march monday 2026 2026-03 过去 三 天 上 周 月 年 前 以来 到 从 日 5'.split(
      ' ',
    ),
  );
  const text = fc.oneof(
    fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' ')),
    fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join('')),
    fc.string({ minLength: 1, maxLength: 64 }),
  );
  fc.assert(
    fc.property(
      text,
      fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      (expression, now) => {
        try {
          const { since, until } = resolveWhen(expression, 'UTC', now);
          assert.ok(since !== undefined || until !== undefined);
          for (const time of [since, until]) {
            if (time !== undefined) assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
          }
          if (since !== undefined && until !== undefined) assert.ok(since < until);
        } catch (error) {
          assert.ok(error instanceof AppError && error.code === 'INVALID_REQUEST', String(error));
        }
      },
    ),
    { numRuns: 2000 },
  );
});
