import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellQuote } from '../../../../src/cli/terminal/shell-quote.js';

describe('shellQuote', () => {
  it('gives a text that a shell reads as it was', () => {
    const words = fc.stringMatching(/^[\w '"$`\\!*\n;&|-]{0,20}$/);
    const law = fc.property(words, (text) => {
      const read = execFileSync('/bin/sh', ['-c', `printf %s ${shellQuote(text)}`], { encoding: 'utf8' });
      expect(read).toBe(text);
    });
    fc.assert(law, { numRuns: 50, examples: [["it's"], ['$HOME `id` "x"'], ["''"]] });
  });
});
