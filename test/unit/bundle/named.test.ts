import { describe, expect, it } from 'vitest';
import { namedIn } from '../../../src/bundle/named.js';

const lp = 'const lp = Toolbelt.LPClient();';
const apisOf = (source: string) => [...namedIn(source).apis];

describe('what a function names', () => {
  it.each(["'json' in answer", "Object.hasOwn(answer, 'json')", "answer.hasOwnProperty('json')"])(
    'is what it asks for: %s',
    (code) => {
      const { member } = namedIn(`${code};`);
      expect([member('json'), member('blob')]).toEqual([true, false]);
    },
  );

  it.each([
    ['a namespace', `${lp} lp.users.list();`, ['users']],
    ['one in brackets', `${lp} lp['agentGroups'].list();`, ['agentGroups']],
    ['one that is taken out', 'const { skills, users: people } = Toolbelt.LpClient();', ['users', 'skills']],
    [
      'one of a client in a field',
      'class A { lp = Toolbelt.LPClient(); run() { return this.lp.lobs.list(); } }',
      ['lobs'],
    ],
    [
      'one of a client that is handed on',
      `${lp} helper(lp); function helper(client) { client.profiles.list(); }`,
      ['profiles'],
    ],
    ['no field of a result', `${lp} const result = { users: 1 };`, []],
  ])('is %s', (_, source, expected) => {
    expect(apisOf(source)).toEqual(expected);
  });

  it.each([
    ['of a client', `${lp} lp[input.api].list();`, 'lp[input.api]'],
    ['of the call itself', 'Toolbelt.LPClient()[name].list();', 'Toolbelt.LPClient()[name]'],
    ['of a pattern', `${lp} const { [name]: api } = lp;`, '{ [name]: api } = lp'],
    ['of what is left', `${lp} const { users, ...rest } = lp;`, '{ users, ...rest } = lp'],
    ['of a parameter', `${lp} const f = (n, { [n]: api }) => api; f(name, lp);`, '{ [n]: api }'],
    ['of an array', `${lp} const [{ [n]: api }] = [lp];`, '{ [n]: api }'],
    ['of a loop', `${lp} for (const { [n]: api } of [lp]) api.list();`, '{ [n]: api }'],
    [
      'of what is left of a parameter',
      `${lp} const f = ({ users, ...rest }) => rest; f(lp);`,
      '{ users, ...rest }',
    ],
    ['of a toolbelt', 'Toolbelt[name]();', 'Toolbelt[name]'],
    ['of a toolbelt that was handed on', 'run(Toolbelt); const run = (n, { [n]: f }) => f;', '{ [n]: f }'],
    ['of all entries', `${lp} new Map(Object.entries(lp));`, 'Object.entries(lp)'],
    ['of all values', `${lp} Object.values(lp).map((api) => api.list());`, 'Object.values(lp)'],
    [
      'of all values of what was handed on',
      `${lp} run(lp); const run = (c) => Object.values(c);`,
      'Object.values(c)',
    ],
    ['of a copy', `${lp} const copy = { ...lp };`, '...lp'],
    ['of a copy by a method', `${lp} const copy = Object.assign({}, lp);`, 'Object.assign({}, lp)'],
    ['of all entries of a toolbelt', 'Object.entries(Toolbelt);', 'Object.entries(Toolbelt)'],
    ['of a toolbelt that was made', 'const tb = createToolbelt({}); tb[name]();', 'tb[name]'],
    ['of one made in place', 'createToolbelt({})[name]();', 'createToolbelt({})[name]'],
    ['of one that is set up', 'const tb = Toolbelt.use({}); tb[name]();', 'tb[name]'],
    [
      'of one that another name makes',
      "import { createToolbelt as make } from 'x'; make()[name]();",
      'make()[name]',
    ],
    ['of one that was required', "const tb = require('lp-functions-toolbelt'); tb[name]();", 'tb[name]'],
    [
      'of a toolbelt in a pattern',
      "const { Toolbelt: { [n]: f } } = await import('lp-functions-toolbelt');",
      "{ Toolbelt: { [n]: f } } = await import('lp-functions-toolbelt')",
    ],
    ['of a client that was handed on', `${lp} run(lp); function run(c, n) { return c[n]; }`, 'c[n]'],
  ])('is all where a name is computed: %s', (_, source, computed) => {
    const named = namedIn(source);
    expect(named.apis.size).toBe(20);
    expect(named.computed).toBe(computed);
  });

  it('is no more for a list that is read by a number or a variable', () => {
    expect(apisOf(`${lp} lp.users.list(); list[0]; list[index];`)).toEqual(['users']);
  });

  it.each([
    'Object.entries(payload);',
    'const { a, ...rest } = payload;',
    'const f = ({ a, ...rest }) => rest;',
    'const copy = { ...payload };',
  ])('is no more where other objects are read as a whole: %s', (code) => {
    expect(apisOf(`${lp} lp.users.list(); ${code}`)).toEqual(['users']);
  });

  it.each([
    ['a call', `${lp} lp(service, path);`, true],
    ['a call of the call', 'Toolbelt.LPClient()(service, path);', true],
    ['a method of functions', `${lp} lp.call(null, service, path);`, true],
    ['a client that goes on', `${lp} export const given = { lp };`, true],
    ['none', `${lp} lp.users.list();`, false],
  ])('tells of raw calls: %s', (_, source, expected) => {
    expect(namedIn(source).rawCalls).toBe(expected);
  });

  it.each([
    [
      'none',
      `${lp} lp.users.get({ id }); for await (const user of lp['users'].list()) log(user);`,
      false,
      false,
    ],
    ['a raw call of a path', `${lp} await lp(LpServices.RTBF, path); lp('smt', path);`, false, false],
    ['options of a raw call', `${lp} lp('smt', path, { method: 'POST' });`, true, true],
    ['what may be options', `${lp} lp(...all);`, true, true],
    ['options of a typed call', `${lp} lp.users.list({}, { timeoutMs: 5 });`, true, false],
    ['a namespace that goes on', `${lp} const { users } = lp;`, true, false],
    ['one in a variable', `${lp} const users = lp.users;`, true, false],
    ['a method that goes on', `${lp} ids.map(lp.users.get);`, true, false],
    ['a client that goes on', `${lp} run(lp);`, true, true],
    ['a factory that goes on', 'const { LPClient } = Toolbelt; const lp = LPClient();', true, true],
    ['another client', `${lp} Toolbelt.SDEUtil();`, true, true],
  ])('tells of options of calls: %s', (_, source, callOptions, rawOptions) => {
    expect(namedIn(source)).toMatchObject({ callOptions, rawOptions });
  });

  it.each([
    ['no other service', `${lp} lp(LpServices.RTBF, path); lp('smt', path);`, false],
    ['its name', `${lp} lp('dataAccess', path);`, true],
    ['a variable', `${lp} lp(service, path);`, true],
  ])('tells whether a raw call may go to Data Access: %s', (_, source, expected) => {
    expect(namedIn(source).rawDataAccess).toBe(expected);
  });

  it.each([
    ['those read by name', "import { LpServices } from 'x'; LpServices.RTBF;", ['RTBF']],
    ['any, read by a variable', 'LpServices[name];', undefined],
    ['any, handed on', 'Object.values(LpServices);', undefined],
    ['any, under another name', "import { LpServices as all } from 'x'; all[name];", undefined],
    ['those of an object, read by name', "import * as lib from 'x'; lib.LpServices.RTBF;", ['RTBF']],
    ['any of an object', "import * as lib from 'x'; lib.LpServices[name];", undefined],
    ['any of an object, handed on', "import * as lib from 'x'; Object.keys(lib.LpServices);", undefined],
    ['any of an object, in a variable', "import * as lib from 'x'; const S = lib.LpServices;", undefined],
    ['any of an object, taken out', "import * as lib from 'x'; const { LpServices: S } = lib;", undefined],
    ['any of an object that goes on', "run(await import('lp-functions-toolbelt'));", undefined],
    ['any of one that is waited for', "import('lp-functions-toolbelt').then((lib) => run(lib));", undefined],
    ['any of what CommonJS requires', "const lib = require('lp-functions-toolbelt'); run(lib);", undefined],
  ])('tells of services: %s', (_, source, expected) => {
    const { services } = namedIn(source);
    expect(services && [...services].filter((name) => name === 'RTBF')).toEqual(expected);
  });

  it.each([
    ['those of an API', `${lp} lp.users.get({ id }); lp['skills'].list();`, ['get', 'list']],
    ['those of any API', `${lp} lp[api].list();`, ['list']],
    ['any, computed', `${lp} lp.users[name]();`, undefined],
    ['any, handed on', `${lp} ids.map(lp.users.get);`, undefined],
    ['any, in a variable', `${lp} const { users } = lp;`, undefined],
    ['any, of a client that goes on', `${lp} run(lp);`, undefined],
    ['any, of a toolbelt that goes on', 'run(Toolbelt);', undefined],
    ['any, of what makes toolbelts', 'run({ createToolbelt });', undefined],
    ['any, of the library as a whole', "import * as all from 'lp-functions-toolbelt'; run(all);", undefined],
    ['any, of another client', 'Toolbelt.OrchestratorClient();', undefined],
    ['none', "import { createToolbelt } from 'lp-functions-toolbelt'; createToolbelt({});", []],
  ])('tells of operations: %s', (_, source, expected) => {
    const { methods } = namedIn(source);
    expect(methods && [...methods]).toEqual(expected);
  });

  it.each([
    ['what is read', `${lp} const { ok } = await lp('smt', path); answer['clone']();`, ['ok', 'clone']],
    ['any, called by a computed name', `${lp} answer[kind]();`, ['ok', 'clone', 'blob']],
    ['any, of a pattern', `${lp} const f = (k, { [k]: v }) => v; f(k, answer);`, ['ok', 'clone', 'blob']],
    ['any, of a loop', `${lp} for (const { [k]: v } of [answer]) v();`, ['ok', 'clone', 'blob']],
    ['any, with a package', `import x from 'x'; ${lp} x(answer);`, ['ok', 'clone', 'blob']],
    ['any, with a client that goes on', `${lp} run(lp);`, ['ok', 'clone', 'blob']],
    ['not more, with all entries of any', `${lp} Object.entries(answer);`, []],
    ['not more, with what is always there', `import fs from 'node:fs'; ${lp} all[0];`, []],
  ])('tells of members: %s', (_, source, expected) => {
    expect(['ok', 'clone', 'blob'].filter(namedIn(source).member)).toEqual(expected);
  });

  it.each([
    ['a client', 'run(lp);', true],
    ['a toolbelt', 'run(Toolbelt);', true],
    ['what makes clients', 'run(Toolbelt.LPClient);', true],
    ['one in an object', 'run({ deps: [lp] });', true],
    ['one by a parameter', 'const own = (name, c) => run(c); own(1, lp);', true],
    ['one by a field', 'class A { lp = Toolbelt.LPClient(); go() { run(this.lp); } }', true],
    ['an object that has one', 'class A { constructor(c) { this.c = c; run(this); } } new A(lp);', true],
    ['one by a result', 'const get = () => lp; run(get());', true],
    ['one by a loop', 'for (const c of [lp]) run(c);', true],
    ['one by a promise', 'Promise.resolve(lp).then((c) => run(c));', true],
    ['one of a Map', "const all = new Map([['lp', lp]]); run(all.get('lp'));", true],
    ['an answer', 'const own = async (c) => run(await c.users.list()); own(lp);', false],
    ['another value', 'const own = (c, at) => run(at); own(lp, 1);', false],
    ['what calls it', 'run(() => lp.users.list());', false],
    ['nothing', 'own(lp);', false],
  ])('tells what is handed to a package: %s', (_, code, expected) => {
    expect(namedIn(`import { run } from 'of-others'; ${lp} ${code}`).handed).toBe(expected);
  });

  it('tells of channels and content codings', () => {
    expect(namedIn(lp)).toMatchObject({ channels: false, codings: false });
    expect(namedIn("import 'node:diagnostics_channel';")).toMatchObject({ channels: true });
    expect(namedIn("const headers = { 'Accept-Encoding': 'br' };")).toMatchObject({ codings: true });
  });

  it('tells of options, secrets and the privilege table', () => {
    expect(namedIn(lp)).toMatchObject({ options: false, secrets: false, privileges: false });
    expect(namedIn("import { createToolbelt } from 'x';")).toMatchObject({ options: true });
    expect(namedIn('Toolbelt.use({});')).toMatchObject({ options: true });
    expect(namedIn('Toolbelt.SecretClient();')).toMatchObject({ secrets: true });
    expect(namedIn('Toolbelt[name]();')).toMatchObject({ options: true, secrets: true, privileges: true });
    expect(namedIn('Toolbelt.LpClient();').factory('LPClient')).toBe(true);
    expect(namedIn('Toolbelt.LpClient();').factory('SecretClient')).toBe(false);
    expect(namedIn('Toolbelt.OrchestratorClient();')).toMatchObject({ rawCalls: true });
    expect(apisOf('Toolbelt.OrchestratorClient();')).toEqual(['functions']);
    expect(namedIn('Toolbelt.privileges;').apis.size).toBe(20);
  });
});
