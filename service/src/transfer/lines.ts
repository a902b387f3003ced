import { StringDecoder } from 'node:string_decoder';
import { AppError } from '../errors.ts';

/** One line of a file. */
export interface Line {
  /** 1 is the first. */
  number: number;
  /** null: it is longer than a line may be. */
  text: string | null;
}

export interface LineLimits {
  /** Of all lines together. */
  bytes: number;
  /** Of one line, in UTF-16 units. */
  line: number;
}

/**
 * Splits a stream of UTF-8 into lines, holding no more than one line and one chunk at a time.
 *
 * @throws AppError PAYLOAD_TOO_LARGE once more bytes came than may
 */
export async function* splitLines(
  chunks: AsyncIterable<Buffer | string>,
  limits: LineLimits,
): AsyncGenerator<Line> {
  const decoder = new StringDecoder('utf8');
  let bytes = 0;
  let number = 1;
  let rest = '';
  let tooLong = false;
  for await (const chunk of chunks) {
    bytes += Buffer.byteLength(chunk);
    if (bytes > limits.bytes) {
      throw new AppError('PAYLOAD_TOO_LARGE', {
        message: `An import may have ${limits.bytes} bytes; send it in parts (line ${number} and later are missing)`,
      });
    }
    const pieces = (rest + (typeof chunk === 'string' ? chunk : decoder.write(chunk))).split('\n');
    rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      yield { number, text: tooLong || piece.length > limits.line ? null : piece };
      number += 1;
      tooLong = false;
    }
    if (rest.length > limits.line) {
      rest = '';
      tooLong = true;
    }
  }
  rest += decoder.end();
  if (rest !== '' || tooLong) yield { number, text: tooLong || rest.length > limits.line ? null : rest };
}
