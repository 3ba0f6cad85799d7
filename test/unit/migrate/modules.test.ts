import { describe, expect, it } from 'vitest';
import * as library from '../../../src/index.js';
import { migrateSource } from '../../../src/migrate/migrate-source.js';
import { officialFactories } from '../toolbelt/official-toolbelt.js';
import { left, migrate } from './scene.js';

const LAMBDA = 'async function lambda(input) {}';

describe('what this library has', () => {
  it.each(Object.keys(library))('leaves nothing to do about the export %s', (name) => {
    expect(left(`import { ${name} } from 'core-functions-toolbelt';\n${LAMBDA}`)).toEqual([]);
  });

  it.each(Object.keys(officialFactories))('leaves nothing to do about the factory %s', (name) => {
    const code = `import { Toolbelt } from 'core-functions-toolbelt';\nconst client = Toolbelt.${name}();`;
    expect(left(`${code}\n${LAMBDA}`)).toEqual([]);
  });
});

describe('imports of a toolbelt', () => {
  it.each([
    [
      'import { Toolbelt } from "core-functions-toolbelt"',
      'import { Toolbelt } from "lp-functions-toolbelt"',
    ],
    [
      "import * as all from 'core-functions-toolbelt' // all",
      "import * as all from 'lp-functions-toolbelt' // all",
    ],
    [
      "export { LpServices } from 'core-functions-toolbelt';",
      "export { LpServices } from 'lp-functions-toolbelt';",
    ],
    [
      "const { Toolbelt } = await import('core-functions-toolbelt');",
      "const { Toolbelt } = await import('lp-functions-toolbelt');",
    ],
    [
      "const { Toolbelt, LpServices: S } = require('lp-faas-toolbelt');",
      "import { Toolbelt, LpServices as S } from 'lp-functions-toolbelt';",
    ],
    ["const all = require('lp-faas-toolbelt')", "import * as all from 'lp-functions-toolbelt'"],
    [
      "const T = require('lp-faas-toolbelt').Toolbelt;",
      "import * as toolbelt from 'lp-functions-toolbelt';\nconst T = toolbelt.Toolbelt;",
    ],
    [
      'const { Toolbelt } = require(`lp-faas-toolbelt`);',
      "import { Toolbelt } from 'lp-functions-toolbelt';",
    ],
  ])('%s', (before, after) => {
    expect(migrate(`${before}\n${LAMBDA}\n`)).toMatchObject({ code: `${after}\n${LAMBDA}\n`, reports: [] });
  });

  it('in the handler go to the top', () => {
    const inside = "const { Toolbelt } = require('lp-faas-toolbelt'); // the toolbelt\n  return Toolbelt;";
    expect(migrate(`// mine\nfunction lambda(input, callback) {\n  ${inside}\n}\n`).code).toBe(
      "import { Toolbelt } from 'lp-functions-toolbelt';\n// mine\nasync function lambda(input) {\n  return Toolbelt;\n}\n",
    );
  });

  it('in several functions become one', () => {
    const inside = "{ const { Toolbelt } = require('lp-faas-toolbelt'); return Toolbelt; }";
    expect(migrate(`async function lambda(input) ${inside}\nfunction other() ${inside}\n`).code).toBe(
      "import { Toolbelt } from 'lp-functions-toolbelt';\nasync function lambda(input) { return Toolbelt; }\nfunction other() { return Toolbelt; }\n",
    );
  });

  it('leave a name alone that means something else at top level', () => {
    const code = (value: string) =>
      `const crypto = 1;\nasync function lambda(input) {\n  const crypto = ${value};\n  return crypto;\n}\n`;
    expect(migrate(code("require('crypto')")).code).toBe(`import crypto2 from 'crypto';\n${code('crypto2')}`);
  });

  it('tell of names that there are not', () => {
    expect(left(`import { Toolbelt, Nothing } from 'core-functions-toolbelt';\n${LAMBDA}`)).toEqual([
      'toolbelt "Nothing" is not exported by lp-functions-toolbelt',
    ]);
    expect(left(`import all from 'core-functions-toolbelt';\n${LAMBDA}`)).toEqual([
      'toolbelt "default" is not exported by lp-functions-toolbelt',
    ]);
  });
});

describe('require of other modules', () => {
  it.each([
    ["const fs = require('fs');", "import fs from 'fs';"],
    [
      "var fs = require('node:fs'), os = require('os'), a = 1;",
      "import fs from 'node:fs';\nimport os from 'os';\nvar a = 1;",
    ],
    ["const { createHmac: hmac } = require('crypto');", "import { createHmac as hmac } from 'crypto';"],
    ["const { DateTime } = require('luxon');", "import { DateTime } from 'luxon';"],
    ["const OAuth = require('oauth-1.0a');", "import OAuth from 'oauth-1.0a';"],
    [
      "const { sign } = require('jsonwebtoken');",
      "import jsonwebtoken from 'jsonwebtoken';\nconst { sign } = jsonwebtoken;",
    ],
    [
      "const { promisify, ...rest } = require('util');",
      "import util from 'util';\nconst { promisify, ...rest } = util;",
    ],
    [
      "const key = require('crypto').randomUUID();",
      "import crypto from 'crypto';\nconst key = crypto.randomUUID();",
    ],
    ["let url = require('url'); url = 1;", "import url2 from 'url';\nlet url = url2; url = 1;"],
    ["if (a) var os = require('os');", "import os2 from 'os';\nif (a) var os = os2;"],
  ])('%s', (before, after) => {
    expect(migrate(`${before}\n${LAMBDA}\n`)).toMatchObject({ code: `${after}\n${LAMBDA}\n`, reports: [] });
  });

  it.each([
    ["const _ = require('lodash');", "import _ from 'lodash';", 'packages imports the package lodash'],
    ["const helper = require('./helper');", undefined, 'commonjs require of the file ./helper'],
    ['const one = require(name);', undefined, 'commonjs require of a computed name'],
    ["if (a) { b = require('lodash'); }", undefined, "commonjs require('lodash') that does not always run"],
    ['use(require);', undefined, 'commonjs require of CommonJS'],
    ['use(__dirname);', undefined, '__dirname of CommonJS'],
    ['module.exports = { lambda, other };', undefined, 'module of CommonJS'],
    ['count = 1;', undefined, 'strict-mode count is assigned to and declared nowhere'],
  ])('that is left: %s', (before, after, what) => {
    const { code } = migrate(`${before}\n${LAMBDA}\n`);
    expect(code).toBe(`${after ?? before}\n${LAMBDA}\n`);
    expect(left(`${before}\n${LAMBDA}\n`)).toContainEqual(expect.stringContaining(what));
  });

  it('means nothing where it is a function of the file', () => {
    const code = `function require() {}\nconst a = require('fs');\n${LAMBDA}\n`;
    expect(migrate(code)).toMatchObject({ code, changes: [], reports: [] });
  });
});

describe('what a file says else', () => {
  it.each([
    ['process.env.BRAND_ID', 'process.env.X_LIVEPERSON_BRAND_ID'],
    ["process.env['LAMBDA_UUID']", "process.env['X_LIVEPERSON_FUNCTION_UUID']"],
    [
      'Toolbelt.ContextServiceClient({ accountId: process.env.BRAND_ID, apiKey: key.value })',
      'Toolbelt.ContextServiceClient(key.value)',
    ],
    [
      'Toolbelt.ContextServiceClient({ apiKey, accountId })',
      'Toolbelt.ContextServiceClient({ apiKey, accountId })',
    ],
    [
      "Toolbelt.SecretClient().readSecret('a').then(({ value }) => value)",
      "Toolbelt.SecretClient().readSecret('a').then(({ value }) => value)",
    ],
    [
      'Toolbelt.OrchestratorClient().invoke([{ uuid, payload }], 20000)',
      'Toolbelt.OrchestratorClient().invoke([{ uuid, payload }], 20000)',
    ],
  ])('%s', (before, after) => {
    const code = (module: string, value: string) =>
      `${module}\nasync function lambda(input) {\n  return ${value};\n}\n`;
    expect(migrate(code("const { Toolbelt } = require('lp-faas-toolbelt');", before))).toMatchObject({
      code: code("import { Toolbelt } from 'lp-functions-toolbelt';", after),
      reports: [],
    });
  });

  it('is renamed where the environment is taken apart', () => {
    const start = "const { Toolbelt } = require('lp-faas-toolbelt');\n";
    expect(migrate(`${start}const { BRAND_ID, LAMBDA_UUID: id } = process.env;`).code).toContain(
      'const { X_LIVEPERSON_BRAND_ID: BRAND_ID, X_LIVEPERSON_FUNCTION_UUID: id } = process.env;',
    );
  });

  it.each([
    ['process.env.DOMAIN', 'environment process.env.DOMAIN'],
    ['process.env.BRAND_ID = 1', 'environment process.env.BRAND_ID'],
    ['Toolbelt.SMTPClient({})', 'toolbelt Toolbelt.SMTPClient'],
    ['Toolbelt[name]', 'toolbelt Toolbelt[…]'],
    ['Toolbelt.SecretClient().getUsedSecrets()', 'toolbelt getUsedSecrets of SecretClient'],
    [
      'Toolbelt.ConversationUtil(key)',
      'credentials credentials for ConversationUtil, which reads the default secret now',
    ],
    ["read('lp-faas-default-app-key')", 'credentials the secret lp-faas-default-app-key'],
    ["error.message.includes('ESOCKETTIMEDOUT')", 'errors looks for the error ESOCKETTIMEDOUT'],
  ])('is told of: %s', (expression, what) => {
    expect(
      left(
        `const { Toolbelt } = require('lp-faas-toolbelt');\nasync function lambda(input) {\n  ${expression};\n}\n`,
      ),
    ).toEqual([what]);
  });

  it('stands on the line that is told, after the change', () => {
    const code =
      "function lambda(input, callback) {\n  const { Toolbelt } = require('lp-faas-toolbelt');\n  const fs = require('fs');\n  Toolbelt.SMTPClient();\n}\n";
    const { code: after, reports } = migrate(code);
    expect(after.split('\n')[(reports[0]?.line ?? 0) - 1]).toContain('SMTPClient');
  });

  it.each([
    ['const x = 1;', undefined],
    ["const lambda = 0.5; require('fs'); module.exports = lambda;", undefined],
    ['// lambda\nfunction other(input, callback) { callback(null, BRAND_ID); }', undefined],
  ])('is no function, and is passed over: %s', (code, nothing) => {
    expect(migrateSource(code)).toBe(nothing);
  });
});
