const CONTROL = 0x20;
const SHORT_ESCAPES = '\b\t\n\f\r"\\';

/** Bytes of UTF-8 that a character takes within a JSON string. */
function bytesOf(character: string): number {
  if (SHORT_ESCAPES.includes(character)) return 2;
  const code = character.codePointAt(0) as number;
  if (code < CONTROL || (code >= 0xd800 && code <= 0xdfff)) return 6;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** Bytes that a text takes within a JSON string, without its quotes. */
export const jsonBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;

/** The longest beginning of a text that takes at most `bytes` as JSON; no character is split. */
export function cut(text: string, bytes: number): string {
  if (text.length * 6 <= bytes) return text;
  let [used, end] = [0, 0];
  for (const character of text) {
    used += bytesOf(character);
    if (used > bytes) return text.slice(0, end);
    end += character.length;
  }
  return text;
}
