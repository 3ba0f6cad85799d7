import { describe, expect, it } from 'vitest';
import { readSaid, wordsOf } from '../../../src/http/said.js';

const read = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  readSaid(typeof body === 'string' ? body : JSON.stringify(body), headers, (text) => text);
const words = (body: unknown, headers = {}) => wordsOf(read(body, headers));

describe('what an answer says', () => {
  it.each([
    [{ message: 'no' }, undefined, 'no'],
    [{ code: 'a.b', message: 'no' }, 'a.b', 'no'],
    [{ errorCode: 'a.b', errorMsg: 'no' }, 'a.b', 'no'],
    [{ error: { time: '2017', message: 'no', internalCode: 10 } }, '10', 'no'],
    [{ error: 'invalid_client' }, undefined, 'invalid_client'],
    [{ error: 'invalid_client', error_description: 'no' }, undefined, 'invalid_client: no'],
    [{ error: 'Forbidden', message: 'no', status: 403 }, undefined, 'no'],
    [{ details: 'no' }, undefined, 'no'],
    [{ details: ['no', 'never'] }, undefined, 'no; never'],
    [{ errors: ['no', 'never'] }, undefined, 'no; never'],
    [{ errors: [{ code: 7, message: 'no' }, { detail: 'never' }] }, '7', 'no; never'],
    [{ title: 'Refused', detail: 'no' }, undefined, 'no'],
    [{ kind: 'resp', code: 401, body: { title: 't', details: 'no', errorCode: 40_101 } }, '401', 'no'],
    [{ oauth_problem: 'token_rejected', oauth_problem_advice: 'no' }, undefined, 'token_rejected: no'],
    [[{ message: 'no' }], undefined, 'no'],
    [{ message: '', other: 'quoted nowhere' }, undefined, undefined],
    [{}, undefined, undefined],
    [[], undefined, undefined],
  ])('in JSON: %j', (body, code, told) => {
    expect(read(body)).toEqual({ by: 'service', code, words: told });
  });

  it('in JSON that is deep', () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    expect(read(deep)).toMatchObject({ by: 'service', words: undefined });
    expect(read(`${'{"error":'.repeat(3_000)}1${'}'.repeat(3_000)}`)).toMatchObject({ words: undefined });
  });

  it('in a form, or in the header of a challenge', () => {
    expect(read('oauth_problem=permission_denied&oauth_problem_advice=not%20yours')).toMatchObject({
      by: 'service',
      words: 'permission_denied: not yours',
    });
    const oauth =
      'OAuth realm="x", oauth_problem="timestamp_refused", oauth_problem_advice="look at the clock"';
    expect(words('', { 'www-authenticate': oauth })).toBe('timestamp_refused: look at the clock');
    const bearer = 'Bearer error="invalid_token", error_description="it has expired"';
    expect(words({}, { 'www-authenticate': bearer })).toBe('invalid_token: it has expired');
  });

  it('in plain text, or not at all', () => {
    expect(read('RBAC: access denied\n')).toEqual({ by: 'text', words: 'RBAC: access denied' });
    expect(read('')).toEqual({ by: 'service', words: undefined });
    expect(words('')).toBeUndefined();
  });

  it.each([
    ['<html>Access Denied. Reference #18.abc</html>', 'Access Denied. Reference #18.abc'],
    [
      '<HTML><HEAD>\n<TITLE>Access Denied</TITLE></HEAD><BODY>\n<H1>Access Denied</H1>You may not.<P>Reference&#32;&#35;18&#46;6d1&#46;17</BODY>',
      'Access Denied Access Denied You may not. Reference #18.6d1.17',
    ],
    [
      '<!DOCTYPE html><!--x--><html><head><title>Blocked</title><style>a{b:c}</style><script>var a = "<b>";</script></head><p>Sorry</p>',
      'Blocked Sorry',
    ],
    [
      `<html><title>Attention Required!</title><p>${'Many words. '.repeat(40)}<p>Ray ID: <b>8f1d2c</b></html>`,
      'Attention Required! (Ray ID: 8f1d2c) Many words.',
    ],
    ['<html><script>never ended', ''],
  ])('on the page of somebody else: %s', (page, told) => {
    const said = read(page);
    expect(said.by).toBe('page');
    expect(said.words?.startsWith(told)).toBe(true);
    expect(wordsOf(said)).toMatch(/^an HTML page that is not LivePerson's API/);
  });

  it('on a page is redacted before parts of it are taken', () => {
    const page = '<html><title>planted secret with words</title>Request id: planted secret with words</html>';
    const hide = (text: string) => text.replaceAll('planted secret with words', '…');
    expect(readSaid(page, {}, hide).words).not.toContain('planted');
  });

  it('is found in sane time on a page that is made to take it', () => {
    const startedAt = performance.now();
    for (const part of [
      '<',
      '<script ',
      '<title>',
      '<style></style',
      '&#',
      'Request id ',
      '</script',
      '<title',
    ])
      read(`<html>${part.repeat(65_536 / part.length)}`);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });
});
