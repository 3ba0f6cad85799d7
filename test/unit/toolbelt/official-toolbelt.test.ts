import { describe, expect, it } from 'vitest';
import { DEFAULT_CSDS_DOMAIN } from '../../../src/csds/csds-client.js';
import * as library from '../../../src/index.js';
import { createToolbelt, ErrorCodes, Toolbelt } from '../../../src/index.js';
import { checkInvocations, LONGEST_DEADLINE_MS, settle } from '../../../src/orchestrator/options.js';
import { SECRET_TTL_MS } from '../../../src/secrets/secret-cache.js';
import { DEFAULT_APP_KEY_NAME, MAX_SECRET_LENGTH } from '../../../src/secrets/secret-rules.js';
import { createCertificate } from '../../support/certificate.js';
import {
  type Methods,
  type OfficialFactory,
  officialCodes,
  officialContextCodes,
  officialDefaults,
  officialEnums,
  officialExports,
  officialFactories,
  officialSecretCache,
  unexportedErrors,
} from './official-toolbelt.js';

const exported: Readonly<Record<string, unknown>> = { ...library };
const instance = createToolbelt({ accountId: '12345678' });
const owners = [
  ['Toolbelt', Toolbelt],
  ['an instance', instance],
] as const;
/** Parameters of ours, after all official ones: a call that does not know them is the same call. */
const further: Methods = { getConversationById: 1 };

const { cert, key } = await createCertificate();
const given: Readonly<Record<string, readonly unknown[]>> = { MTLSClient: [{ cert, key }] };

/** A method of an object whose type does not name it. */
function method(owner: object, name: string): (...given: readonly unknown[]) => unknown {
  const found: unknown = Reflect.get(owner, name);
  if (typeof found !== 'function') throw new Error(`There is no method ${name}`);
  return found.bind(owner);
}

const parametersOf = (owner: object, name: string): number => {
  const found: unknown = Reflect.get(owner, name);
  return typeof found === 'function' ? found.length : Number.NaN;
};

/** How many parameters each of these methods has here, less those that are only ours. */
function arities(made: object, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, parametersOf(made, name) - (further[name] ?? 0)]));
}

describe.each(owners)('what %s has of the official toolbelt', (_, owner) => {
  it.each(Object.entries(officialFactories))('%s, with its parameters', (name, { parameters }) => {
    expect(parametersOf(owner, name)).toBe(parameters);
  });

  it.each(Object.entries(officialFactories))('the methods of %s, with their parameters', (name, official) => {
    const made = method(owner, name)(...(given[name] ?? official.given ?? []));
    expect(shapeOf(made, official.returns)).toEqual(official.returns);
  });
});

function shapeOf(made: unknown, official: OfficialFactory['returns']): unknown {
  if (typeof made === 'function' && typeof official === 'number') return made.length;
  return typeof made === 'object' && made !== null ? arities(made, Object.keys(official)) : made;
}

describe('what the module has of the official one', () => {
  it.each([...officialExports, ...unexportedErrors])('%s', (name) => {
    expect(exported[name]).toBeDefined();
  });

  it.each(Object.entries(officialEnums))('the members of %s, with their values', (name, members) => {
    expect(exported[name]).toMatchObject(members);
  });

  it.each(Object.entries(officialCodes))('ErrorCodes.%s', (path, code) => {
    const found = path.split('.').reduce<unknown>((codes, part) => Object(codes)[part], ErrorCodes);
    expect(found).toBe(`com.liveperson.faas.${code}`);
  });

  it('the codes of the context service', () => {
    const { General, Parameter, Authorization, Data } = ErrorCodes.ContextService;
    const codes = [...Object.values(General), Parameter.Incorrect, Authorization.Invalid, Data.NotFound];
    expect(codes.toSorted()).toEqual(officialContextCodes.toSorted());
  });

  it('the methods of globalSecretCache, with their parameters', () => {
    expect(arities(library.globalSecretCache, Object.keys(officialSecretCache))).toEqual(officialSecretCache);
  });

  it('error classes that all are a ToolBeltError, made of component, code and message', () => {
    for (const name of unexportedErrors) {
      const kind = exported[name];
      expect(kind).toBeTypeOf('function');
      expect(Object.getPrototypeOf(kind)).toBe(library.ToolBeltError);
    }
    const error = new library.ToolBeltError('LpClient', 'a-code', 'A message');
    expect(error).toMatchObject({ component: 'LpClient', code: 'a-code', message: 'A message' });
  });
});

describe('what holds here where a function says nothing', () => {
  const invocation = { uuid: '3f0a2b1c-0000-4000-8000-000000000001' };
  const settled = settle(4, LONGEST_DEADLINE_MS, {}, { warn: () => undefined });

  it('is what the official toolbelt takes', () => {
    expect({
      appKeySecretName: DEFAULT_APP_KEY_NAME,
      csdsDomain: DEFAULT_CSDS_DOMAIN,
      secretLifeMs: SECRET_TTL_MS,
      longestSecret: MAX_SECRET_LENGTH,
      deadlineMs: settled.deadlineMs,
      retries: checkInvocations([invocation])[0]?.retries,
      json: settled.json,
      errorStrategy: settled.exitOnError ? 'ExitOnError' : 'ContinueOnError',
      invokeParallel: settled.atOnce > 1,
    }).toEqual(officialDefaults);
  });

  it('shares the deadline out among invocations one after the other', () => {
    expect(settled.timeoutMs).toBe(officialDefaults.deadlineMs / 4);
  });
});
