import { describe, expect, it } from 'vitest';
import { functionOfV1, left, migrate, turned } from './scene.js';

const TEXT = '.then(checkTextStatus).then(readText)';
const JSON_VALUE = '.then(checkStatus).then(readJson)';

describe('calls of HTTPClient', () => {
  it.each([
    ["await http('https://a.example.com');", `await fetch('https://a.example.com')${TEXT};`],
    ['return http(input.url, { simple: false });', 'return fetch(input.url).then(readText);'],
    [
      "await http(url, { method: 'GET', headers: {}, simple: false, resolveWithFullResponse: true });",
      "await fetch(url, { method: 'GET', headers: {} }).then(readFull);",
    ],
    [
      'await http(url, { json: true });',
      `await fetch(url, { headers: { accept: 'application/json' } })${JSON_VALUE};`,
    ],
    [
      "await http(url, { method: 'post', body: { a }, json: true });",
      `await fetch(url, { method: 'POST', body: JSON.stringify({ a }), headers: { accept: 'application/json', 'content-type': 'application/json' } })${JSON_VALUE};`,
    ],
    [
      `await http({ method: 'PUT', uri: \`https://a.example.com/\${id}\`, body, headers: { 'Content-Type': 'application/json', Accept: 'a/b' }, json: true });`,
      `await fetch(\`https://a.example.com/\${id}\`, { method: 'PUT', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', Accept: 'a/b' } })${JSON_VALUE};`,
    ],
    ["await http({ url: 'https://a.example.com' });", `await fetch('https://a.example.com')${TEXT};`],
    [
      "await http('https://a.example.com/?x=1', { qs: { a: 1, b: 'c d' } });",
      `await fetch('https://a.example.com/?x=1&' + new URLSearchParams({ a: 1, b: 'c d' }))${TEXT};`,
    ],
    ['await http(url, { qs: values });', `await fetch(withQuery(url, values))${TEXT};`],
    [
      'await http({ qs: { id }, url, timeout: 5 * 1000 });',
      `await fetch(withQuery(url, { id }), { signal: AbortSignal.timeout(5 * 1000) })${TEXT};`,
    ],
    [
      "await http.post(url, { form: { grant_type: 'client_credentials' } });",
      `await fetch(url, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }) })${TEXT};`,
    ],
    [
      'await http.post(url, { form: { id } });',
      `await fetch(url, { method: 'POST', body: queryOf({ id }) })${TEXT};`,
    ],
    [
      'await http.patch(url, { json: { a: 1 }, headers });',
      `await fetch(url, { method: 'PATCH', body: JSON.stringify({ a: 1 }), headers: withHeaders(headers, { accept: 'application/json', 'content-type': 'application/json' }) })${JSON_VALUE};`,
    ],
    [
      'http(url, {}).then((text) => use(text)).catch(tell);',
      `fetch(url)${TEXT}.then((text) => use(text)).catch(tell);`,
    ],
    [
      'await Promise.all([http(a, { gzip: true }), http(await http(b, {}), {})]);',
      `await Promise.all([fetch(a)${TEXT}, fetch(await fetch(b)${TEXT})${TEXT}]);`,
    ],
    [
      "await /* why */ http /* this */ ('https://a.example.com' /* here */, /* so */ { json: false });",
      `await /* why */ fetch /* this */ ('https://a.example.com' /* here */, /* so */ { })${TEXT};`,
    ],
    ["await Toolbelt.HTTPClient()('https://a.example.com');", `await fetch('https://a.example.com')${TEXT};`],
    [
      'const fetch = 1; await http(input.url, {});',
      `const fetch = 1; await globalThis.fetch(input.url)${TEXT};`,
    ],
  ])('%s', (before, after) => {
    const declarations = 'const { url, a, b, id, body, values, headers, use, tell } = input;';
    const isSetUp = !before.includes('const ');
    const statement = isSetUp ? `${declarations} ${before}` : before;
    expect(turned(statement)).toBe(isSetUp ? `${declarations} ${after}` : after);
  });

  it('keep their lines, and lose the remarks on what is left out', () => {
    const statement = [
      'const { statusCode } = await http(input.url, {',
      "    method: 'GET', // HTTP verb",
      '    simple: false, // true: errors',
      '    // how long',
      '    timeout: 1000,',
      '    resolveWithFullResponse: true // with the status',
      '  });',
    ].join('\n');
    expect(turned(statement)).toBe(
      [
        'const { statusCode } = await fetch(input.url, {',
        "    method: 'GET', // HTTP verb",
        '    // how long',
        '    signal: AbortSignal.timeout(1000)',
        '  }).then(readFull);',
      ].join('\n'),
    );
  });

  it.each([
    ['await http(input);', 'its only argument may be options'],
    ['await http(input.url, options);', 'its options are no object in place'],
    ['await http(input.url, { ...options });', 'its options are spread from another object'],
    ['await http(input.url, { [name]: 1 });', 'the name of an option is computed'],
    ['await http(input.url, { json: isJson });', 'its option "json" is computed'],
    ['await http(input.url, { simple: !!input.simple });', 'its option "simple" is computed'],
    ['await http(input.url, { auth: { user } });', 'there is no option "auth" any more'],
    ['await http(input.url, { transform(body) {} });', 'its option "transform" is a method'],
    ["await http(input.url, { body: 'a' });", 'fetch sends no body with GET'],
    ['await http.get(input.url, { json: { a: 1 } });', 'fetch sends no body with GET'],
    ["await http.post(input.url, { body: 'a', form: {} });", 'it has two bodies'],
    ['await http(input.url, { url: input.url });', 'it names no address, or two'],
    ['await http(...input);', 'its arguments are spread'],
    ['await http(input.url, {}, done);', 'it is called with other arguments'],
    ['http(input.url, {}).pipe(input.out);', 'it uses .pipe of what the call gives'],
    ['await http?.(input.url, {});', 'it is called with ?.'],
    ['const URLSearchParams = 1; await http(input.url, {});', 'URLSearchParams has another meaning here'],
    ['const readText = 1; await http(input.url, {});', 'the name readText is used for something else'],
    [
      "await http.post(input.url, { json: true, body: 'a', headers: { 'content-type': 'text/xml' } });",
      'it has a body of JSON and the content-type text/xml',
    ],
    ["await http('https://a.example.com/#b', { qs: input });", 'its address has a fragment and a query'],
  ])('are left as they are: %s', (statement, what) => {
    expect(turned(statement)).toBe(statement);
    expect(left(functionOfV1(statement))).toEqual([`request-options ${what}`]);
  });

  it.each([
    ['await callWith(http);', 'HTTPClient: the client goes where it is not followed'],
    ['const { get } = http;', 'HTTPClient: the client goes where it is not followed'],
    ['http.defaults({ json: true });', 'HTTPClient: .defaults is not there any more'],
  ])('tell where the client is not followed: %s', (statement, what) => {
    const { code } = migrate(functionOfV1(statement));
    expect(code).toContain('const http = Toolbelt.HTTPClient();');
    expect(code).toContain(statement);
    expect(left(functionOfV1(statement))).toEqual([`clients ${what}`]);
  });

  it('are not those of a variable that hides the client', () => {
    expect(turned('((http) => http(input.url, { json: true }))(input.get);')).toBe(
      '((http) => http(input.url, { json: true }))(input.get);',
    );
  });

  it('leave out the client when nothing uses it any more', () => {
    const { code } = migrate(functionOfV1('await http(input.url, {});'));
    expect(code).not.toContain('HTTPClient');
    expect(code).toContain("from 'lp-functions-toolbelt';\nconst lp = Toolbelt.LpClient();");
  });
});

describe('calls of LpClient', () => {
  it.each([
    [
      "await lp(LpServices.SMT, '/a', { method: 'GET', json: true });",
      `await lp(LpServices.SMT, '/a', { method: 'GET' })${JSON_VALUE};`,
    ],
    [
      "await lp('msgHist', '/a', { method: 'POST', json: true, body: { a: 1 }, timeout: 5000 });",
      `await lp('msgHist', '/a', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ a: 1 }), timeoutMs: 5000 })${JSON_VALUE};`,
    ],
    [
      `await lp('smt', \`/api/account/\${process.env.BRAND_ID}/a\`, { qs: { v: 1 }, json: true, simple: false, resolveWithFullResponse: true });`,
      `await lp('smt', \`/api/account/\${process.env.X_LIVEPERSON_BRAND_ID}/a?\` + new URLSearchParams({ v: 1 })).then(readFullJson);`,
    ],
    [
      "await lp('auditlog', '/a', { appKeySecretName: 'lp-faas-default-app-key', json: true });",
      `await lp('auditLog', '/a')${JSON_VALUE};`,
    ],
    [
      "await lp(\"smt\", '/a', { appKeySecretName: 'my-key' });",
      `await lp("smt", '/a', { appKeySecretName: 'my-key' })${TEXT};`,
    ],
    ["await lp('smt', '/a');", `await lp('smt', '/a')${TEXT};`],
  ])('%s', (before, after) => {
    expect(turned(before)).toBe(after);
  });

  it.each([
    ["await lp('smt', '/a', options);", 'request-options its options are no object in place'],
    ["await lp('smt');", 'request-options it is called with other arguments'],
    ['await callWith(lp);', 'clients LpClient: the client goes where it is not followed'],
  ])('are left as they are: %s', (statement, report) => {
    expect(turned(statement)).toBe(statement);
    expect(left(functionOfV1(statement))).toContain(report);
  });

  it('of V2 are as they are to be, and options of V1 there are told', () => {
    const code = (module: string) =>
      `import { Toolbelt } from '${module}';\nconst lp = Toolbelt.LpClient();\nasync function lambda() {\n  return lp('smt', '/a', { json: true });\n}\n`;
    expect(migrate(code('core-functions-toolbelt'))).toMatchObject({
      code: code('lp-functions-toolbelt'),
      reports: [{ rule: 'official-options', line: 4, what: 'the option "json" of a call' }],
    });
  });
});
