import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestName, unknownNameProblem } from '../../../src/config/unknown-name.js';

const KNOWN = ['signal', 'timeoutMs', 'deadlineMs', 'retry', 'appKeySecretName', 'status', 'constructor'];

describe('nearestName', () => {
  it.each([
    ['appKeySecret', 'appKeySecretName'],
    ['appkeysecretname', 'appKeySecretName'],
    ['app_key_secret_name', 'appKeySecretName'],
    ['statusCode', 'status'],
    ['stauts', 'status'],
    ['timeout', 'timeoutMs'],
    ['timeoutMS', 'timeoutMs'],
    ['deadline', 'deadlineMs'],
    ['Signal', 'signal'],
  ])('%s was meant to be %s', (name, meant) => {
    expect(nearestName(name, KNOWN)).toBe(meant);
  });

  it.each(['json', 'qs', 'x', '', '__proto__', 'toString', 'ключ', '0'])('%s resembles none', (name) => {
    expect(nearestName(name, KNOWN)).toBeUndefined();
  });

  it('finds a name of which one letter was lost, doubled or exchanged', () => {
    const long = KNOWN.filter((name) => name.length > 5);
    const typo = fc
      .constantFrom(...long)
      .chain((name) =>
        fc.tuple(fc.constant(name), fc.nat(name.length - 1), fc.constantFrom('lost', 'doubled', 'exchanged')),
      );
    fc.assert(
      fc.property(typo, ([name, at, kind]) => {
        const letter = { lost: '', doubled: `${name[at]}${name[at]}`, exchanged: 'q' }[kind];
        expect(nearestName(name.slice(0, at) + letter + name.slice(at + 1), KNOWN)).toBe(name);
      }),
    );
  });

  it('does not take long over a long name', () => {
    expect(nearestName('x'.repeat(1_000_000), KNOWN)).toBeUndefined();
  });
});

describe('unknownNameProblem', () => {
  it('tells the name, the one that was meant, and all that there are', () => {
    const { name, message } = unknownNameProblem('users.list', 'option', 'Retry', ['retry', 'signal']);
    expect(name).toBe('Retry');
    expect(message).toBe('users.list has no option "Retry"; did you mean "retry"? It takes retry, signal');
  });

  it('tells of an object that takes none', () => {
    expect(unknownNameProblem('it', 'option', 'a', []).message).toBe('it has no option "a". It takes none');
  });

  it('shows a name that is no word as text of one line', () => {
    const { message } = unknownNameProblem('it', 'option', `a\n"${'b'.repeat(500)}`, ['c']);
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(200);
  });
});
