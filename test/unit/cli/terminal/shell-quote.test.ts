import { execFileSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHELLS, shellQuote, variableLine } from '../../../../src/cli/terminal/shell-quote.js';

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

describe('variableLine', () => {
  const path = "C:\\it's a $HOME\\new";

  it.each([
    ['sh', "export NAME='C:\\it'\\''s a $HOME\\new'"],
    ['fish', "set -gx NAME 'C:\\\\it\\'s a $HOME\\\\new'"],
    ['powershell', "$env:NAME = 'C:\\it''s a $HOME\\new'"],
    ['dotenv', "NAME=`C:\\it's a $HOME\\new`"],
  ] as const)('quotes for %s', (shell, line) => {
    expect(variableLine(shell, 'NAME', path)).toBe(line);
  });

  it('doubles the typographic quotes that end a text of PowerShell', () => {
    expect(variableLine('powershell', 'NAME', 'a‘b’c‚d‛e')).toBe("$env:NAME = 'a‘‘b’’c‚‚d‛‛e'");
  });

  it('quotes nothing in a .env file that Docker would take with its quotes', () => {
    expect(variableLine('dotenv', 'NAME', 'http://127.0.0.1:8080')).toBe('NAME=http://127.0.0.1:8080');
  });

  it('writes one line for any text that is one', () => {
    const texts = fc.string({ unit: 'grapheme' }).filter((text) => !/[\n\r]/.test(text));
    const law = fc.property(texts, fc.constantFrom(...SHELLS), (text, shell) => {
      expect(variableLine(shell, 'NAME', text)).not.toContain('\n');
    });
    fc.assert(law);
  });

  it('writes a .env file that Node reads as it was', () => {
    // Of the quotes at most two kinds: no reader knows an escape for the third.
    const values = fc.stringMatching(/^[\w '`$\\!*;&|#=-]{0,20}$/);
    const law = fc.property(values, (text) => {
      // Lines of a file end. Node 20.19 reads the last one twice when it does not.
      expect(parseEnv(`${variableLine('dotenv', 'NAME', text)}\n`)).toEqual({ NAME: text });
    });
    fc.assert(law, { examples: [["it's"], ['`id`'], ["'`"], ['C:\\new'], ['a # b'], [' a ']] });
  });
});
