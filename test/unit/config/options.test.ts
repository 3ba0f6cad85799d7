import { describe, expect, it } from 'vitest';
import { callLimitTable, DEFAULT_LIMITS, limitTable } from '../../../src/config/limits.js';
import { certificates, checkOptions, optionProblem } from '../../../src/config/options.js';
import { ConfigError } from '../../../src/errors/config-error.js';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

describe('certificates', () => {
  it.each([
    ['one', PEM],
    ['one with text around it', `# of our proxy\r\n${PEM.replaceAll('\n', '\r\n')}`],
    ['several in one text', PEM + PEM],
    ['a list', [PEM, PEM]],
    ['a trusted one', PEM.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE')],
  ])('are %s', (_what, value) => {
    expect(certificates(value)).toBeUndefined();
  });

  it.each([
    ['/etc/ca.pem', "readFileSync('/etc/ca.pem', 'utf8')"],
    ['C:\\certs\\my ca.crt', "readFileSync('C:\\certs\\my ca.crt', 'utf8')"],
    [[PEM, './ca.cer'], "readFileSync('./ca.cer', 'utf8')"],
    ['/etc/ssl/certs', "readFileSync('…', 'utf8')"],
    ['planted-secret', "readFileSync('…', 'utf8')"],
    ['planted\n.pem', "readFileSync('…', 'utf8')"],
    [PEM.replaceAll('CERTIFICATE', 'PRIVATE KEY'), "readFileSync('…', 'utf8')"],
    ['-----BEGIN CERTIFICATE-----\nMIIB', "readFileSync('…', 'utf8')"],
    [[], "readFileSync('…', 'utf8')"],
    [5, "readFileSync('…', 'utf8')"],
    [Buffer.from(PEM), "readFileSync('…', 'utf8')"],
  ])('are not %j, which says to read the file', (value, advice) => {
    expect(certificates(value)).toContain(advice);
    expect(certificates(value)).not.toContain('planted');
  });
});

describe('optionProblem', () => {
  const fields = { inner: { check: (value: unknown) => (value === 1 ? undefined : '1') } };
  const table = { outer: { check: () => undefined, fields }, other: { check: () => 'nothing' } };

  it('passes over what is undefined', () => {
    expect(optionProblem('it', { outer: undefined, other: undefined }, table)).toBeUndefined();
    expect(optionProblem('it', { outer: { inner: undefined } }, table)).toBeUndefined();
  });

  it('looks into an option that is an object of options', () => {
    expect(optionProblem('it', { outer: { inner: 2 } }, table)).toEqual({
      name: 'outer.inner',
      message: 'it: outer: inner must be 1',
    });
    expect(optionProblem('it', { outer: { iner: 1 } }, table)).toEqual({
      name: 'outer.iner',
      message: 'it: outer has no option "iner"; did you mean "inner"? It takes inner',
    });
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('knows no %s', (name) => {
    const options = JSON.parse(`{"${name}": 1}`);
    expect(optionProblem('it', options, table)?.name).toBe(name);
  });

  it.each([[null], [undefined], ['text'], [5], [true]])('wants an object, not %o', (options) => {
    expect(optionProblem('it', options, table)).toMatchObject({ name: 'options' });
    expect(() => checkOptions('it', options, table)).toThrow(ConfigError);
  });
});

describe('limits', () => {
  it('have one default each', () => {
    expect(DEFAULT_LIMITS).toEqual({
      timeoutMs: 10_000,
      bodyIdleMs: 10_000,
      deadlineMs: 25_000,
      retry: { attempts: 4, maxWaitMs: 10_000 },
      maxAnswerBytes: 16_777_216,
    });
    expect(Object.isFrozen(DEFAULT_LIMITS.retry)).toBe(true);
  });

  it.each(Object.entries(limitTable))('%s takes its own default', (name, { default: value }) => {
    expect(optionProblem('it', { [name]: value }, limitTable)).toBeUndefined();
  });

  it('of a call are not those of a body', () => {
    expect(optionProblem('it', { bodyIdleMs: 1 }, callLimitTable)?.name).toBe('bodyIdleMs');
  });
});
