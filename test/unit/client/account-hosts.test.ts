import { describe, expect, it } from 'vitest';
import { AccountHosts, dataFileHosts, type HostDirectory } from '../../../src/client/account-hosts.js';
import { rejection } from '../../support/call-scene.js';

function directory(...hosts: string[]): HostDirectory {
  return {
    host: async (service) => `${service}.liveperson.net`,
    all: async () => hosts.map((host, index) => ({ [`service${index}`]: host })),
  };
}

const find = (hosts: readonly string[], dataAccessHost?: string) =>
  new AccountHosts(directory(...hosts), dataAccessHost).host('dataAccess');

describe('the host of Data Access', () => {
  it.each([
    ['va', ['va.msghist.liveperson.net', 'va.sentinel.liveperson.net']],
    ['lo', ['lo.enghist.liveperson.net']],
    ['sy', ['sy.faasgw.liveperson.net', 'api.liveperson.net', 'accdn.lpsnmedia.net']],
    ['va', ['va-a.enghist.liveperson.net']],
    ['lo', ['LO.msghist.liveperson.net:443']],
    ['lo', ['lo.a.liveperson.net', 'va.b.liveperson.net', 'lo.c.liveperson.net']],
  ])('lies in the region %s of %j', async (region, hosts) => {
    expect(await find(hosts)).toBe(`${region}.da.liveperson.net`);
  });

  it.each([
    [[]],
    [['localhost:8443']],
    [['z1.acr.liveperson.net', 'value.liveperson.net', 'lobby.liveperson.net']],
    [['lo.a.liveperson.net', 'va.b.liveperson.net']],
  ])('is not guessed from %j', async (hosts) => {
    const error = await rejection(Promise.resolve(find(hosts)));
    expect(error).toMatchObject({ name: 'ConfigError', field: 'dataAccessHost' });
    expect(String(error)).toMatch(
      /LP_DATA_ACCESS_HOST\) to one of va\.da\.\S+, lo\.da\.\S+, sy\.da\.liveperson\.net/,
    );
  });

  it('is the one that was given, without a look at CSDS', async () => {
    const csds: HostDirectory = { ...directory(), all: () => Promise.reject(new Error('asked')) };
    expect(await new AccountHosts(csds, 'sy.da.liveperson.net').host('dataAccess')).toBe(
      'sy.da.liveperson.net',
    );
  });

  it('leaves every other service to CSDS', async () => {
    expect(await new AccountHosts(directory(), undefined).host('rtbf')).toBe('rtbf.liveperson.net');
  });
});

describe('hosts of data files', () => {
  it.each(['lo.da.liveperson.net', 'va-a.da.liveperson.net', 'VA.DA.liveperson.net'])('allow %s', (host) => {
    expect(dataFileHosts(undefined).check(host)).toBe(host.toLowerCase());
  });

  it('allow the host that was given, on its port alone', () => {
    const hosts = dataFileHosts('localhost:8443');
    expect(hosts.check('localhost:8443')).toBe('localhost:8443');
    for (const other of ['localhost', 'localhost:8444']) {
      expect(() => hosts.check(other)).toThrow(/is none of \*\.da\.liveperson\.net, localhost:8443/);
    }
  });

  it.each([
    'da.liveperson.net',
    'lo.liveperson.net',
    'evil.example.com',
    'da.liveperson.net.example.com',
    'x-da.liveperson.net',
    'lo.da.liveperson.net:8443',
    'user@lo.da.liveperson.net',
    'localhost:1',
    '127.0.0.1',
  ])('refuse %s', (host) => {
    expect(() => dataFileHosts(undefined).check(host)).toThrow(
      expect.objectContaining({ name: 'HostNotAllowedError' }),
    );
  });
});
