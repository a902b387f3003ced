/** What a time expression counts in. */
export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

const UNITS: Record<string, Unit> = {
  分钟: 'minute',
  小时: 'hour',
  钟头: 'hour',
  天: 'day',
  日: 'day',
  周: 'week',
  星期: 'week',
  礼拜: 'week',
  月: 'month',
  季度: 'quarter',
  年: 'year',
};

const NUMBERS: Record<string, number> = Object.fromEntries(
  'one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, index) => [word, index + 1]),
);
Object.assign(NUMBERS, { a: 1, an: 1 });

const HAN_DIGITS: Record<string, number> = Object.fromEntries(
  [...'零一二三四五六七八九'].map((digit, value) => [digit, value]),
);
HAN_DIGITS.两 = 2;

/** Sources of regular expressions for lower-case text. */
export const YEAR = '(?:19|20)\\d{2}';
export const UNIT = 'minute|hour|day|week|month|quarter|year';
export const UNIT_ZH = Object.keys(UNITS).join('|');
export const NUMBER = `\\d{1,4}|${Object.keys(NUMBERS).join('|')}`;
export const NUMBER_ZH = '\\d{1,4}|[零一二两三四五六七八九十]{1,3}';

export const unitOf = (text: string): Unit => UNITS[text] ?? (text as Unit);

/** The value of a number in digits, in English words up to twelve, or in Chinese up to ninety-nine. */
export function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const word = NUMBERS[text];
  if (word !== undefined) return word;
  const [tens, ones] = text.includes('十') ? text.split('十') : ['零', text];
  return (tens === '' ? 1 : (HAN_DIGITS[tens ?? ''] ?? 0)) * 10 + (HAN_DIGITS[ones ?? ''] ?? 0);
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
export const WEEKDAY = WEEKDAYS.join('|');
export const WEEKDAY_ZH = '(?:周|星期|礼拜)([一二三四五六日天])';

/** Monday is 1, Sunday 7. */
export const weekdayOf = (text: string): number =>
  (WEEKDAYS.indexOf(text) + 1 || '一二三四五六日'.indexOf(text.replace('天', '日')) + 1) as number;

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
export const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';

/** January is 1. */
export const monthOf = (text: string): number => MONTHS.indexOf(text.slice(0, 3)) + 1;
