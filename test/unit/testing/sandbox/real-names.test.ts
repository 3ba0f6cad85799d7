import { describe, expect, it } from 'vitest';
import { DATA_ACCESS_HOSTS, DATA_FILE_HOSTS } from '../../../../src/apis/data-access/data-access.js';
import { DEFAULT_CSDS_DOMAIN } from '../../../../src/csds/csds-client.js';
import { createHostPolicy, LIVEPERSON_HOSTS } from '../../../../src/http/hosts.js';
import { SANDBOX_SERVICES } from '../../../../src/testing/sandbox/sandbox-services.js';
import {
  allRealNames,
  isRealName,
  realName,
  realNames,
  serviceNamed,
} from '../../../../src/testing/sandbox/servers/real-names.js';

describe('the real names of the sandbox', () => {
  it('lead each to one service', () => {
    expect(new Set(allRealNames()).size).toBe(allRealNames().length);
    for (const service of SANDBOX_SERVICES) {
      for (const name of realNames(service)) expect(serviceNamed(name)).toBe(service);
    }
    const named = SANDBOX_SERVICES.filter((service) => service !== 'mtlsEndpoint');
    for (const service of named) expect(realName(service)).toBe(realNames(service)[0]);
  });

  it('are hosts that a function may call without being told so', () => {
    const policy = createHostPolicy({ allowedHosts: LIVEPERSON_HOSTS, allowLoopback: false });
    for (const name of allRealNames()) expect(policy.check(name)).toBe(name);
    expect(allRealNames().filter((name) => !isRealName(name))).toEqual([]);
  });

  it('hold the names that the library has without asking CSDS', () => {
    expect(realName('csds')).toBe(DEFAULT_CSDS_DOMAIN);
    expect(realNames('dataAccess')).toEqual(expect.arrayContaining(Object.values(DATA_ACCESS_HOSTS)));
    const files = createHostPolicy({ allowedHosts: [DATA_FILE_HOSTS], allowLoopback: false });
    expect(files.check(realName('dataAccess'))).toBe('va.da.liveperson.net');
  });

  it('tell a client that Functions is V2', () => {
    expect(realName('faasGW')).toContain('fninvocations');
  });

  it('are found in any case, and with the dot at the end of an absolute name', () => {
    expect(serviceNamed('API.LivePerson.net.')).toBe('csds');
    expect(isRealName('API.LivePerson.net.')).toBe(true);
  });

  it('are those of every region and of Functions V1, but none of an endpoint of the brand', () => {
    expect(serviceNamed('lo.acr.liveperson.net')).toBe('accountConfigReadOnly');
    expect(serviceNamed('sy.faasgw.liveperson.net')).toBe('faasGW');
    expect(realNames('mtlsEndpoint')).toEqual([]);
  });

  it.each(['liveperson.net', 'x.api.liveperson.net', 'api.liveperson.net.example.com', 'constructor', ''])(
    'are not %j',
    (name) => {
      expect(serviceNamed(name)).toBeUndefined();
    },
  );
});
