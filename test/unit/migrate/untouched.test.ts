import { parse } from 'acorn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { migrateSource } from '../../../src/migrate/migrate-source.js';
import { left, migrate } from './scene.js';

const IMPORT = "const { Toolbelt, LpServices } = require('lp-faas-toolbelt');";
const CLIENTS = 'const http = Toolbelt.HTTPClient();\nconst lp = Toolbelt.LpClient();';

/** Code that has nothing of V1: it has to come out as it went in. */
const OWN_CODE = [
  '/* a /* comment */',
  '// callback(null, 1) httpClient process.env.BRAND_ID',
  "const text = 'callback(null, 1)', pattern = /require\\('x'\\)/g;",
  `const template = \`http(\${\`\${text}\`}) \\u{1f600} 😀\`;`,
  'label: for (;;) { break label }',
  'class Client { #http = 1; static { this.a = 1 } async *get ( callback ) { callback(null, this.#http) } }',
  'const arrow = async ( http ) => http( { json : true } ) ;',
  'async function helper ( lp, callback ) {\n\treturn lp("a", "b", {json:true} ) ; callback(null)\n}',
  'var { a = 1, ...rest } = { ...text } ;;',
  'const optional = text?.length ?? 0n ;',
  'let asi = 1\n;[1].map(String)\n',
  'export const exported = 1',
  'if (text) { let http = text; http ( text ) } else ; ',
];

/** Statements of V1, each of which is turned. */
const V1_CODE = [
  "await http('https://a.example.com', { json: true });",
  `use(await http({ uri: \`\${base}/a\`, qs: { a: 1 }, method: "post", json: { b: await http(base + "/c") } }))`,
  `await lp(LpServices.SMT, \`/a/\${process.env.BRAND_ID}\`, {\n  json: true, // parsed\n  body: { a },\n  method: "PUT" });`,
  'await http.del(base + "/a", { simple: false, resolveWithFullResponse: true, })',
  `http(\`\${base}\`, { method: "PUT", form: { base } }).then(use).catch(use);`,
  "const crypto = require('crypto');",
  'await lp("auditlog", "/a");',
];

const lines = (from: readonly string[]) => fc.uniqueArray(fc.constantFrom(...from), { maxLength: 6 });

const END_OF_LINE = fc.constantFrom('\n', '\r\n');

/** A file of one's own code and of V1's. */
const functions = fc
  .record({
    own: lines(OWN_CODE),
    v1: lines(V1_CODE),
    callback: fc.boolean(),
    eol: END_OF_LINE,
    isInside: fc.boolean(),
    start: fc.constantFrom('', '\ufeff', "'use strict'\n", '#!/usr/bin/env node\n'),
  })
  .map(({ own, v1, callback, eol, isInside, start }) => {
    const body = [
      'const { a, base, use } = input;',
      ...v1,
      callback ? 'callback(null, a);' : 'return a;',
    ].join('\n');
    const head = `async function lambda(input${callback ? ', callback' : ''})`;
    const needed = `${IMPORT}\n${CLIENTS}`;
    const code = isInside ? `${head} {\n${needed}\n${body}\n}` : `${needed}\n${head} {\n${body}\n}`;
    return {
      code: `${start}${own.join('\n')}\n${code}\n`.replaceAll('\n', eol),
      own: own.join(eol).replaceAll('\n', eol).replaceAll('\r\r', '\r'),
    };
  });

describe('what is migrated', () => {
  it('is a module, is the same when it is migrated once more, and has what it does not concern as it was', () => {
    fc.assert(
      fc.property(functions, ({ code, own }) => {
        const once = migrate(code);
        expect(once.reports).toEqual([]);
        parse(once.code, { ecmaVersion: 'latest', sourceType: 'module' });
        expect(migrate(once.code)).toMatchObject({ code: once.code, changes: [], reports: [] });
        expect(once.code).toContain(own);
        expect(once.code).not.toMatch(/HTTPClient|lp-faas|(?<!\r)\n(?=[\s\S]*\r\n)/);
      }),
      { numRuns: 300 },
    );
  });

  it('is not the code of a function that has nothing of V1', () => {
    fc.assert(
      fc.property(lines(OWN_CODE), END_OF_LINE, (own, eol) => {
        const code =
          `${own.join('\n')}\nimport { Toolbelt } from 'lp-functions-toolbelt'\nasync function lambda ( input ) { return 1 }`.replaceAll(
            '\n',
            eol,
          );
        expect(migrate(code)).toEqual({ code, changes: [], reports: [] });
      }),
    );
  });

  it('takes any text without failing', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(
              ...OWN_CODE,
              ...V1_CODE,
              IMPORT,
              CLIENTS,
              'lambda',
              '{',
              '}',
              '(',
              ')',
              '`',
              '/*',
              '=>',
              'function lambda(a, b) {',
            ),
            fc.string(),
          ),
        ),
        (parts) => {
          const code = parts.join(' ');
          const result = migrateSource(code);
          if (result !== undefined && result.code !== code)
            parse(result.code, { ecmaVersion: 'latest', sourceType: 'module' });
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('code that is hard to read', () => {
  it.each([
    ['top-level return', `${IMPORT}\nreturn 1;`],
    ['names that are reserved in modules', `${IMPORT}\nvar await = 1, yield = 2;`],
    ['with', `${IMPORT}\nwith (a) { b; }`],
    ['an octal number', `${IMPORT}\nconst a = 010;`],
    ['TypeScript', `${IMPORT}\nfunction lambda(input: unknown, callback) { callback(null, 1); }`],
    ['JSX', `${IMPORT}\nconst a = <b/>;`],
    ['an end that is missing', `${IMPORT}\nfunction lambda(input, callback) {`],
  ])('stays as it is: %s', (_, code) => {
    expect(migrate(code)).toMatchObject({ code, changes: [], reports: [{ rule: 'unreadable' }] });
  });

  it('in one line is turned, too', () => {
    const code =
      'const{Toolbelt:t}=require("lp-faas-toolbelt"),h=t.HTTPClient(),c=require("crypto");async function lambda(e,r){try{const n=await h(e.payload.u,{json:!0});r(null,n)}catch(n){r(n)}}';
    expect(left(code)).toEqual(['request-options its option "json" is computed']);
    const { code: after } = migrate(code.replace('!0', 'true'));
    expect(after.split('\n').slice(0, 3).join('\n')).toBe(
      'import { Toolbelt as t } from "lp-functions-toolbelt";\nimport c from "crypto";\nasync function lambda(e){try{const n=await fetch(e.payload.u,{headers: { accept: "application/json" }}).then(checkStatus).then(readJson);return n}catch(n){throw n}}',
    );
  });

  it('does not go on with the line before where a statement is left out', () => {
    const code = `import { Toolbelt } from 'lp-functions-toolbelt'\nlet a = 1\nconst http = Toolbelt.HTTPClient();\n[a].map(String)\nasync function lambda() {}\n`;
    expect(migrate(code).code).toContain('let a = 1\n;[a].map(String)\n');
  });

  it('of a megabyte takes seconds', () => {
    const filler = `const text = [${"'some text', ".repeat(70_000)}];\n`;
    const code = `${IMPORT}\n${CLIENTS}\n${filler}function lambda(input, callback) { callback(null, text); }\n`;
    expect(code.length).toBeGreaterThan(900_000);
    const { code: after, reports } = migrate(code);
    expect(reports).toEqual([]);
    expect(after).toContain('return text;');
  });

  it('and is nested deeply, is told of at the worst', () => {
    const deep = `${IMPORT}\nconst a = ${'['.repeat(20_000)}${']'.repeat(20_000)};`;
    expect(migrate(deep).code.length).toBeGreaterThan(40_000);
    expect(migrate(deep).reports.every(({ rule }) => rule === 'unreadable')).toBe(true);
  });
});
