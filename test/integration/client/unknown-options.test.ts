import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LPClient, LPRequestOptions } from '../../../src/index.js';
import type { ToolbeltInstance } from '../../../src/toolbelt/account.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { failureOf } from './harness.js';

let toolbelt: ToolbeltInstance;
let lp: LPClient;
let warnings: (Error & { code?: string })[];
const onWarning = (warning: Error) => void warnings.push(warning);

const { sandbox } = await sandboxFixture();
beforeAll(() => void process.on('warning', onWarning));
afterAll(() => void process.off('warning', onWarning));
beforeEach(() => {
  warnings = [];
  toolbelt = sandbox.toolbelt({ retry: false });
  lp = toolbelt.LPClient();
  sandbox.requests.clear();
});
afterEach(() => toolbelt.close());

/** Warnings are emitted at the end of the current turn. */
async function warned(): Promise<string[]> {
  await new Promise(setImmediate);
  return warnings.filter(({ code }) => code === 'LP_UNKNOWN_OPTION').map(({ message }) => message);
}

function raw(options: object) {
  const path = `/api/account/${sandbox.accountId}/configuration/le-users/users?v=6.0`;
  return lp('accountConfigReadOnly', path, options as LPRequestOptions);
}

describe('a raw call', () => {
  it.each([
    [{ json: true }, 'json', 'JSON.stringify'],
    [{ json: true }, 'json', 'response.json()'],
    [{ form: { a: 1 } }, 'form', 'URLSearchParams'],
    [{ formData: { a: 1 } }, 'formData', 'FormData'],
    [{ qs: { v: 2 } }, 'qs', 'path'],
    [{ simple: false }, 'simple', 'response.ok'],
    [{ resolveWithFullResponse: true }, 'resolveWithFullResponse', 'response.status'],
    [{ timeout: 1 }, 'timeout', 'timeoutMs'],
    [{ method: 'GET', json: true, simple: true, timeout: 1 }, 'json', 'V1'],
    [{ gzip: true, timeout: 1 }, 'timeout', 'timeoutMs'],
  ])('refuses %j of the V1 client, and names what does it here', async (options, parameter, replacement) => {
    const error = await failureOf(raw(options));
    expect(error).toMatchObject({ name: 'ParameterError', parameter });
    expect(error.message).toContain(replacement);
    expect(sandbox.requests.count()).toBe(0);
    expect(await warned()).toEqual([]);
  });

  it('passes over any other name with one warning, and sends', async () => {
    for (const options of [{ gzip: true, appKeySecret: 'MINE' }, { gzip: true }, { family: 4 }]) {
      expect((await raw(options)).status).toBe(200);
    }
    const told = await warned();
    expect(told).toEqual([expect.stringContaining('"gzip", "appKeySecret"')]);
    await using other = sandbox.toolbelt();
    lp = other.LPClient();
    await raw({ family: 4 });
    expect(await warned()).toEqual([...told, expect.stringContaining('"family"')]);
  });

  it('warns of nothing that was left undefined, nor of what fetch takes', async () => {
    await raw({ json: undefined, gzip: undefined, keepalive: true, redirect: 'follow', cache: 'no-store' });
    expect(await warned()).toEqual([]);
  });
});

describe('a typed call', () => {
  it.each([
    ['appKeySecret', 'appKeySecretName'],
    ['timeout', 'timeoutMs'],
    ['Retry', 'retry'],
    ['abortSignal', 'appKeySecretName'],
  ])('refuses the option %s before anything is sent', async (name, known) => {
    const error = await failureOf(lp.users.list({}, { [name]: 'x' } as never));
    expect(error).toMatchObject({ name: 'ParameterError', parameter: name });
    expect(error.message).toContain(`"${name}"`);
    expect(error.message).toContain(known);
    expect(sandbox.requests.count()).toBe(0);
  });

  it('tells which option was meant', async () => {
    const error = await failureOf(lp.users.list({}, { appKeySecret: 'REPORTING_KEY' } as never));
    expect(error.message).toContain('did you mean "appKeySecretName"?');
  });
});

describe('a settings file that is missing', () => {
  it('is named with its path by the first call', async () => {
    await using other = sandbox.toolbelt({ secretStore: 'settings:not-there/settings.json' });
    const error = await failureOf(other.LPClient().users.list());
    expect(error).toMatchObject({ name: 'SecretError', code: 'com.liveperson.faas.secret.not-found' });
    expect(error.message).toContain(resolve('not-there/settings.json'));
    expect(error.message).toContain('LP_SECRET_STORE');
  });
});

describe('a sandbox', () => {
  it('refuses a fault with a mistyped field, which would never come', async () => {
    const fault = { service: 'accountConfigReadOnly', statusCode: 500 } as never;
    expect(() => sandbox.faults.add(fault)).toThrow('did you mean "status"?');
    expect(await lp.users.list()).not.toHaveLength(0);
  });

  it('refuses an unknown option of its toolbelts', () => {
    expect(() => sandbox.toolbelt({ retries: 1 } as never)).toThrow(/has no option "retries"/);
    expect(() => sandbox.use({ acountId: '1' } as never)).toThrow('did you mean "accountId"?');
    expect(() => sandbox.toolbelt(null as never)).toThrow('must be an object');
  });

  it('refuses an instance where options are wanted', async () => {
    await using toolbelt = sandbox.toolbelt();
    const wrong = expect.objectContaining({ name: 'ConfigError' });
    expect(() => sandbox.use(toolbelt as never)).toThrow(wrong);
    expect(() => sandbox.toolbelt(toolbelt as never)).toThrow(wrong);
  });

  it('refuses switches, faults and filters that there are not, and names those that there are', () => {
    const switches = sandbox.switches as unknown as Record<string, unknown>;
    expect(() => {
      switches.expiresin = 'number';
    }).toThrow('sandbox.switches has no option "expiresin"; did you mean "expiresIn"? It takes expiresIn, ');
    expect(() => sandbox.faults.add({ statsu: 500 } as never)).toThrow(
      /^faults\.add has no option "statsu"; did you mean "status"\? It takes service, .*status, /,
    );
    expect(() => sandbox.requests.count({ sevice: 'smt' } as never)).toThrow('did you mean "service"?');
  });

  it('refuses a person with names that there are not', () => {
    const { username, password } = sandbox.logins.agent;
    expect(() => sandbox.platformAs({ username, pasword: password } as never)).toThrow(
      expect.objectContaining({ name: 'ConfigError', field: 'admin.pasword' }),
    );
    expect(() => sandbox.platformAs({ bearer: 'a-bearer', userid: '1' } as never)).toThrow(
      'did you mean "userId"?',
    );
    expect(() => sandbox.platformAs(undefined as never)).toThrow(/^admin is missing/);
  });

  it('gives no toolbelt with a path for ca', () => {
    expect(() => sandbox.toolbelt({ ca: sandbox.caFile })).toThrow(
      `readFileSync('${sandbox.caFile}', 'utf8')`,
    );
  });
});
