import { expect, it } from 'vitest';
import { infrastructureAt } from '../../../../src/provisioning/liveperson/functions-host.js';

it.each([
  ['fninvocations.example.liveperson.net', false, 'ready'],
  ['z1-FnInvocations.example.liveperson.net', false, 'ready'],
  ['va.functions.liveperson.net', false, 'ready'],
  ['va.faasgw.liveperson.net', false, 'absent'],
  ['lo.faasgw.liveperson.net', true, 'absent'],
  ['localhost:8443', true, 'ready'],
  ['localhost', true, 'ready'],
  ['localhost:8443', false, 'absent'],
  ['localhost.example.com', true, 'absent'],
  ['', true, 'absent'],
  [undefined, true, 'absent'],
])('says of the faasGW host %s (loopback allowed: %s) that Functions V2 is %s', (host, loopback, state) => {
  expect(infrastructureAt(host, loopback).state).toBe(state);
});

it('tells what CSDS names instead, cut to a length that fits a line', () => {
  expect(infrastructureAt(undefined, false).detail).toBe('CSDS names no host for faasGW');
  expect(infrastructureAt('va.faasgw.liveperson.net', false).detail).toContain('"va.faasgw.liveperson.net"');
  expect(infrastructureAt('x'.repeat(10_000), false).detail?.length).toBeLessThan(200);
  expect(infrastructureAt('fninvocations.example.liveperson.net', false)).toEqual({ state: 'ready' });
});
