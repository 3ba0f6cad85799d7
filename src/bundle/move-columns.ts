import type { Edit } from './edit.js';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * A source map for code that was edited, each edit within a line.
 *
 * @param code The code before.
 */
export function moveColumns(map: string, code: string, edits: readonly Edit[]): string {
  const { mappings, ...rest } = JSON.parse(map) as { mappings: string };
  const sorted = [...edits].sort((one, other) => one.start - other.start);
  const texts = code.split('\n');
  let start = 0;
  const lines = mappings.split(';').map((line, index) => {
    const end = start + (texts[index]?.length ?? 0);
    const within = sorted.filter((one) => one.start >= start && one.end <= end);
    const moved = moveLine(line, within, start);
    start = end + 1;
    return moved;
  });
  return JSON.stringify({ ...rest, mappings: lines.join(';') });
}

/** Columns are told by how far each lies from the one before, in the first number of a segment. */
function moveLine(line: string, edits: readonly Edit[], start: number): string {
  if (edits.length === 0 || line === '') return line;
  let before = 0;
  let after = 0;
  const segments = line.split(',').map((segment) => {
    const { value, length } = firstNumber(segment);
    before += value;
    const column = movedTo(start + before, edits) - start;
    const step = written(column - after);
    after = column;
    return step + segment.slice(length);
  });
  return segments.join(',');
}

function movedTo(position: number, edits: readonly Edit[]): number {
  let moved = position;
  for (const { start, end, text } of edits) {
    if (end <= position) moved += text.length - (end - start);
    else if (start < position) moved -= position - start;
  }
  return moved;
}

/** The first number of a segment, in the base 64 of source maps: the sign is its lowest bit, and five bits are a digit. */
function firstNumber(segment: string): { value: number; length: number } {
  let bits = 0;
  let length = 0;
  for (const character of segment) {
    const digit = DIGITS.indexOf(character);
    bits += (digit & 31) * 2 ** (5 * length);
    length += 1;
    if (digit < 32) break;
  }
  return { value: bits % 2 === 1 ? -Math.floor(bits / 2) : bits / 2, length };
}

function written(value: number): string {
  let bits = value < 0 ? -value * 2 + 1 : value * 2;
  let text = '';
  do {
    const rest = Math.floor(bits / 32);
    text += DIGITS[(bits % 32) + (rest > 0 ? 32 : 0)];
    bits = rest;
  } while (bits > 0);
  return text;
}
