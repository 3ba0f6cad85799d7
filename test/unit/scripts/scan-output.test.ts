import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'scan-output-'));
afterAll(() => rmSync(folder, { recursive: true }));
// Put together, so that no source has it whole.
const PLANTED = ['leaked', 'value', '7d31'].join('-');
const MARKED = ['planted', 'value', '9c2e'].join('-');
writeFileSync(join(folder, 'a.test.ts'), `const a = { client_secret: '${PLANTED}' }; const b = '${MARKED}';`);

function scan(output: string) {
  writeFileSync(join(folder, 'output.txt'), output);
  const args = ['scripts/scan-output.mjs', join(folder, 'output.txt'), folder];
  return spawnSync(process.execPath, args, { encoding: 'utf8' });
}

describe('the scan of what tests print', () => {
  const bytes = Buffer.from(PLANTED);
  it.each([
    ['a value that a test plants', PLANTED],
    ['one by its mark', MARKED],
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

  it('finds nothing in what is fine', () => {
    const { status, stdout } = scan('fine\n✓ hides authorization: Bearer [redacted]\n');
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('found 0') });
  });

  it('takes the name of a test file for no value', () => {
    expect(scan(`✓ test/unit/${MARKED}.test.ts (3 tests)\n`).status).toBe(0);
  });
});
