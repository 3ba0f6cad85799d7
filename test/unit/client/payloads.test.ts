import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { allApis } from '../../../src/apis/index.js';
import { received, toolbeltFor } from '../../support/payload-account.js';
import {
  misplacedFiles,
  type Payload,
  payloadNames,
  payloadText,
  readPayload,
} from '../../support/payloads.js';

type Call = (params?: unknown) => unknown;

const names = payloadNames();
const operationOf = (name: string) => name.split('/').slice(0, 2).join('.');

describe.each(names)('%s', (name) => {
  it('goes through the client in strict mode', async () => {
    const payload = readPayload(name);
    const operation = operationOf(name);
    const told: string[] = [];
    await using toolbelt = toolbeltFor(operation, payload, told);
    const [namespace = '', method = ''] = operation.split('.');
    const client = toolbelt.LPClient() as unknown as Record<string, Record<string, Call>>;
    const call = client[namespace]?.[method];
    if (call === undefined) throw new Error(`The client has no operation ${operation}`);
    const outcome = await settle(() => received(call(payload.params)));
    expectOutcome(outcome, payload);
    if (payload.request !== undefined) expect(told[0]).toBe(payload.request);
  });
});

interface Outcome {
  readonly value?: unknown;
  readonly error?: unknown;
}

async function settle(call: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { value: await call() };
  } catch (error) {
    return { error };
  }
}

function expectOutcome(outcome: Outcome, payload: Payload): void {
  if (payload.error === undefined) {
    if (outcome.error !== undefined) throw outcome.error;
    expect(outcome.value).toStrictEqual(expectedValue(payload));
    return;
  }
  const { words = [], withheld = [], ...fields } = payload.error;
  expect(outcome.error).toBeInstanceOf(Error);
  expect(outcome.error).toMatchObject(fields);
  const { message, status } = outcome.error as Error & { status?: number };
  if (fields.name === 'HttpError' || fields.name === 'FunctionError') expect(status).toBe(payload.status);
  for (const some of words) expect(message).toContain(some);
  for (const some of withheld) expect(inspect(outcome.error, { depth: 10 })).not.toContain(some);
}

/** What is not said otherwise comes as the body is; an answer without one is nothing. */
function expectedValue(payload: Payload): unknown {
  if ('value' in payload) return payload.value;
  if (payload.valueAt !== undefined) return (payload.body as Record<string, unknown>)[payload.valueAt];
  return payload.text ?? payload.body;
}

describe('the folder of payloads', () => {
  it('has one at least for every operation, which says what is sent', () => {
    const withRequest = names.filter((name) => readPayload(name).request !== undefined);
    const known = new Set(withRequest.map(operationOf));
    const operations = allApis.flatMap(({ id, operations }) =>
      Object.keys(operations).map((verb) => `${id}.${verb}`),
    );
    expect(operations.filter((operation) => !known.has(operation))).toEqual([]);
  });

  it('holds nothing that is sent nowhere', () => {
    expect(misplacedFiles(), 'Payloads are <namespace>/<operation>/<short-name>.json').toEqual([]);
  });

  it('holds no body twice', () => {
    const bodies = names.flatMap((name) => {
      const { body, bodyOf: shared } = readPayload(name);
      const text = JSON.stringify(body) ?? '';
      // A short one says less than where it is shared from.
      return shared === undefined && text.length > 200 ? [{ name, text }] : [];
    });
    const twice = bodies.filter(({ text }, at) => bodies.findIndex((other) => other.text === text) !== at);
    expect(twice.map(({ name }) => name)).toEqual([]);
  });
});

const FIELDS: Readonly<Record<keyof Payload, true>> = {
  source: true,
  request: true,
  params: true,
  credential: true,
  status: true,
  headers: true,
  body: true,
  bodyOf: true,
  text: true,
  value: true,
  valueAt: true,
  error: true,
};

/** What must not lie in a repository, by what it looks like. */
const PRIVATE = {
  'an e-mail address that is not of example.com': /[\w.+-]+@(?!(?:[\w-]+\.)*example\.com\b)[\w-]+\.[\w.-]+/,
  'a token': /\beyJ[\w-]{10,}|\b(?:Bearer|OAuth|Basic) +[\w"=+/.-]{8,}/,
  'a hash of a password': /\b[0-9a-f]{32,}\b|\$2[aby]\$|\{S?SHA\d*\}|\$argon2|pbkdf2/i,
  'a public address of a network':
    /\b(?!192\.0\.2\.|198\.51\.100\.|203\.0\.113\.)(?:[1-9]\d{1,2})(?:\.\d{1,3}){3}\b/,
};

/** Fields whose value must say that it is made up, or nothing. */
const SECRET_FIELD = /^(?:password\w*|\w*secret|\w*token|allowedAppKeys)$/i;
const HARMLESS: readonly unknown[] = ['made-up', 'made-up-app-key', 'undefined', 'null', '', null];

describe.each(names)('the file %s', (name) => {
  it('says where it is from, and has no other fields than the client knows to read', () => {
    const payload = JSON.parse(payloadText(name)) as Payload;
    expect(payload.source).toMatch(/^(?:documented|observed|inferred|corrections of)/);
    expect(Object.keys(payload).filter((field) => !Object.hasOwn(FIELDS, field))).toEqual([]);
  });

  it('holds nothing that must not lie in a repository', () => {
    const text = payloadText(name);
    const found = Object.entries(PRIVATE).map(([what, pattern]) => [what, pattern.exec(text)?.[0]]);
    expect(found.filter(([, some]) => some !== undefined)).toEqual([]);
  });

  it('has no secret in a field that may hold one', () => {
    const found: unknown[] = [];
    JSON.parse(payloadText(name), (field, value) => {
      if (SECRET_FIELD.test(field) && !HARMLESS.includes(value)) found.push(field);
      return value;
    });
    expect(found).toEqual([]);
  });
});
