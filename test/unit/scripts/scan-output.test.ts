import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CANARIES, FORMS } from '../../canaries/canaries.js';
import { CANARIES as BEGINNINGS } from '../../chaos/canaries.js';

const folder = mkdtempSync(join(tmpdir(), 'scan-output-'));
afterAll(() => rmSync(folder, { recursive: true }));
// Put together, so that no source has it whole.
const PLANTED = ['leaked', 'value', '7d31'].join('-');
const MARKED = ['planted', 'value', '9c2e'].join('-');
const TOKEN = ['opaque', 'value', '51b8'].join('-');
const KEY = ['opaque', 'value', 'e06f'].join('-');
writeFileSync(
  join(folder, 'a.test.ts'),
  `const a = { client_secret: '${PLANTED}', token: '${TOKEN}', consumerKey: '${KEY}' }; const b = '${MARKED}';`,
);

function scan(output: string) {
  writeFileSync(join(folder, 'output.txt'), output);
  const args = ['--import', 'tsx', 'scripts/scan-output.mjs', join(folder, 'output.txt'), folder];
  return spawnSync(process.execPath, args, { encoding: 'utf8' });
}

describe('the scan of what tests print', () => {
  const bytes = Buffer.from(PLANTED);
  it.each([
    ['a value that a test plants', PLANTED],
    ['one by its mark', MARKED],
    ['a plain token', TOKEN],
    ['a consumer key', KEY],
    ['in colours', `\u001b[31m${PLANTED}\u001b[39m`],
    ['in Base64', bytes.toString('base64')],
    ['in hex', bytes.toString('hex')],
    ['a token of a sandbox', `got eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.${'c'.repeat(20)}`],
    ['a header', `authorization: Bearer ${'d'.repeat(20)}`],
  ])('finds %s, and does not repeat it', (_, leak) => {
    const { status, stdout, stderr } = scan(`fine\n✓ a test\n${leak}\n`);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining('line 3 of the output'),
    });
    expect(stdout + stderr).not.toContain(leak);
  });

  /** Secrets by their names: one line for each of the forms, and what is to be said of it. */
  function expectFound(secrets: Readonly<Record<string, string>>): void {
    const leaks = Object.entries(secrets).flatMap(([kind, secret]) =>
      ['plain', 'percent', 'base64'].map((form) => ({ kind, text: FORMS[form]?.(secret) ?? '' })),
    );
    const { status, stdout, stderr } = scan(leaks.map(({ text }) => text).join('\n'));
    expect(status).toBe(1);
    expect(stderr.split('\n')).toEqual(
      expect.arrayContaining(
        leaks.map(({ kind }, index) => `a canary (${kind}): line ${index + 1} of the output`),
      ),
    );
    for (const { text } of leaks) expect(stdout + stderr).not.toContain(text);
  }

  it('finds the canaries, which are made when tests run', () => {
    expectFound(CANARIES);
  });

  it('finds what begins as the secrets of the chaos do', () => {
    const secrets = Object.entries(BEGINNINGS).map(([name, beginning]) => [name, `${beginning}0f4b77d2`]);
    expectFound(Object.fromEntries(secrets));
  });

  it('finds nothing in what is fine', () => {
    const { status, stdout } = scan('fine\n✓ hides authorization: Bearer [redacted]\n');
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('found 0') });
  });

  it('takes the name of a test file for no value', () => {
    expect(scan(`✓ test/unit/${MARKED}.test.ts (3 tests)\n`).status).toBe(0);
  });

  it('takes the title of a slow test for no value, as vitest prints it', () => {
    const title = `   \u001b[33m✓\u001b[39m refuses ${MARKED} \u001b[33m 1392\u001b[2mms\u001b[22m\u001b[39m`;
    expect(scan(`${title}\n`).status).toBe(0);
    expect(scan(`${title}\n   ✓ printed ${MARKED}\n`)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('line 2 of the output'),
    });
  });
});
