import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redactor } from '../../../src/http/redact.js';
import { WRITINGS } from '../../support/writings.js';

const HIDDEN = '[redacted]';
const SECRET = 'S3cr3t/Value+1="&\'<é>\\ %';

function holding(...values: unknown[]): Redactor {
  const redactor = new Redactor();
  for (const value of values) redactor.hold(value);
  return redactor;
}

const writings = Object.values(WRITINGS);

const secretChar = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...'+/=&"\'<>%\\ ~;:#u0x2Bn') },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.constantFrom(...'éßü漢字€😀') },
);
const secretText = fc
  .array(secretChar, { minLength: 6, maxLength: 24 })
  .map((chars) => chars.join(''))
  // Of one or two different characters, its parts would be in any text.
  .filter((text) => new Set(text).size > 4 && text.trim() === text && !/[[\]]/.test(text));
/** Texts that may begin or end in the middle of an escape. */
const around = fc
  .array(
    fc.oneof(fc.constantFrom('\\', '%', '&', '&#', '%2', '\\u00', '+', '&amp', 'u002B', '"'), fc.string()),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));

describe('a held credential', () => {
  it.each(Object.entries(WRITINGS))('is hidden as it is written: %s', (_, write) => {
    const written = [...SECRET].map(write).join('');
    expect(holding(SECRET).text(`<${written}>`)).toBe(`<${HIDDEN}>`);
  });

  it('is hidden in any mixture of writings, wherever it stands', () => {
    fc.assert(
      fc.property(
        secretText,
        fc.array(fc.nat(writings.length - 1), { minLength: 24, maxLength: 24 }),
        around,
        around,
        (secret, choices, before, after) => {
          const parts = [...secret].map((char, index) => writings[choices[index] ?? 0]?.(char) ?? char);
          const text = `${before}${parts.join('')}${after}`;
          const shown = holding(secret).text(text);
          expect(shown).toContain(HIDDEN);
          // What is left stood around it.
          const [head = '', ...tail] = shown.split(HIDDEN);
          expect(before.startsWith(head)).toBe(true);
          expect(after.endsWith(tail.at(-1) ?? '')).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  }, 60_000);

  it('is hidden in Base64, alone and as the pair of a Basic header', () => {
    fc.assert(
      fc.property(secretText, secretText, (client_id, client_secret) => {
        const redactor = holding({ client_id, client_secret });
        const form = new URLSearchParams([[client_id, client_secret]]).toString().replace('=', ':');
        for (const text of [client_secret, `${client_id}:${client_secret}`, form]) {
          for (const coding of ['base64', 'base64url'] as const) {
            const written = Buffer.from(text).toString(coding);
            expect(redactor.text(`got ${written}`)).toMatch(/^got (?:\[redacted\])+={0,2}$/);
            expect(redactor.text(`got ${encodeURIComponent(written)}.`)).not.toContain(written.slice(0, 8));
          }
        }
      }),
    );
  });

  it('is hidden beside others that overlap it', () => {
    expect(holding('abcdefgh', 'efghijkl').text('x abcdefghijkl y')).toBe(`x ${HIDDEN} y`);
  });

  it('is hidden in part where a long part of it is told', () => {
    const token = Array.from({ length: 40 }, (_, index) => `part${index}`).join('.');
    expect(holding(token).text(`token ${token.slice(0, 100)}… is cut`)).toBe(`token ${HIDDEN}… is cut`);
  });

  it('leaves ordinary text as it is', () => {
    const redactor = holding(SECRET, { client_id: 'planted-client', client_secret: 'planted-secret' });
    fc.assert(
      fc.property(fc.oneof(around, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        expect(redactor.text(text)).toBe(text);
        // Control characters and what turns text are general category Cc, Zl, Zp, or Bidi_Control.
        const plain = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(text) ? '' : text.trim();
        if (plain !== '') expect(redactor.words(text, 10_000)).toBe(plain);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('is looked for in time that grows with the text alone, whatever the text is made of', () => {
    const redactor = holding(SECRET, '\\'.repeat(40), 'a'.repeat(2_000), '%25'.repeat(40));
    const startedAt = performance.now();
    for (const part of ['\\', '%25', '%', '&', '&amp;', '+', 'a', '\\u005c', 'Bearer ', 'client_secret="']) {
      redactor.words(part.repeat(65_536 / part.length), 300);
    }
    // A second or so where this was written; one that was not linear took minutes.
    expect(performance.now() - startedAt).toBeLessThan(60_000);
  }, 90_000);

  it('is not behind where a text that is made to take time was given up', () => {
    const shown = holding(SECRET, '\\'.repeat(60)).text(`before ${'\\'.repeat(50_000)}b ${SECRET}`);
    expect(shown).toMatch(/^before /);
    expect(shown).toContain(HIDDEN);
    expect(shown).not.toContain(SECRET);
  });
});

describe('words of a server', () => {
  it('are one line without commands to a terminal', () => {
    const nasty =
      'a\r\nERROR forged\u001b[2J\u001b]0;title\u0007\u009b31mred\u0085b\u2028c\u202ed\u2066e\u0000f\u007fg';
    expect(new Redactor().words(nasty, 1_000)).toBe('a ERROR forged red b c d e f g');
  });

  it('have no control character for any text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom('\u001b[', '\u001b]', '\u009b', '2J', '\u0007', '\n', '\u202e'),
            fc.string(),
          ),
          {
            maxLength: 12,
          },
        ),
        (parts) => {
          const shown = new Redactor().words(parts.join(''), 1_000);
          expect(shown).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
        },
      ),
    );
  });

  it('hide a credential that has a space where the server breaks the line', () => {
    expect(holding('my secret words').words('got my\nsecret\r\nwords.', 100)).toBe(`got ${HIDDEN}.`);
    expect(holding('-----BEGIN-----\nabc\n---').words('-----BEGIN----- abc ---', 100)).not.toContain('abc');
  });

  it('are cut after they are redacted, and between characters', () => {
    const redactor = holding(SECRET);
    for (let before = 60; before < 110; before += 1) {
      const shown = redactor.words(`${'x'.repeat(before)}${SECRET}`, 100);
      expect(`${'x'.repeat(before)}${HIDDEN}`.startsWith(shown)).toBe(true);
      expect(shown.length).toBeLessThanOrEqual(100);
    }
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(100), (text, longest) => {
        const shown = redactor.words(text, longest);
        expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(longest);
        if (text.isWellFormed()) expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });

  it('are what headers and foreign causes tell', () => {
    const redactor = holding(SECRET);
    const escaped = encodeURIComponent(SECRET);
    expect(redactor.headers({ 'x-a': `\u009b2J${escaped}`, 'x-b': ['a\tb', escaped] })).toEqual({
      'x-a': HIDDEN,
      'x-b': ['a b', HIDDEN],
    });
    const cause = redactor.cause(new Error(`altname DNS:x\n    at forged (line:1)\u001b[2J ${escaped}`));
    expect(cause.message).toBe(`altname DNS:x     at forged (line:1)  ${HIDDEN}`);
    expect(cause.stack?.split('\n')[0]).toBe(`Error: ${cause.message}`);
    expect(cause.stack).toMatch(/\n {4}at .*words\.test\.ts/);
  });
});
