import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../../src/cli/terminal/duration.js';
import { ConfigError } from '../../../../src/errors/config-error.js';

describe('parseDuration', () => {
  it.each([
    ['900000', 900_000],
    ['250ms', 250],
    ['90s', 90_000],
    ['15m', 900_000],
    ['1h30m', 5_400_000],
    ['1.5s', 1_500],
    ['1m0.5s', 60_500],
    ['2147483647', 2_147_483_647],
  ])('reads %s', (text, milliseconds) => {
    expect(parseDuration(text, 'timeout')).toBe(milliseconds);
  });

  it.each([
    '',
    '0',
    '0s',
    '-1',
    '-5m',
    '5 m',
    'm',
    '15min',
    '1d',
    '1e3',
    'Infinity',
    '.5s',
    '1..5s',
    '25d',
    '600h',
  ])('refuses "%s", and says what it wants', (text) => {
    const parse = () => parseDuration(text, 'timeout');
    expect(parse).toThrow(ConfigError);
    expect(parse).toThrow(/^timeout must be .* such as 15m, 90s/);
    expect(parse).toThrow(expect.objectContaining({ field: 'timeout' }));
  });

  it('does not repeat a text of any length', () => {
    const parse = () => parseDuration('9'.repeat(5_000), 'timeout');
    expect(parse).toThrow(/got "9{30}"$/);
  });
});
