import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createToolbelt, Toolbelt } from '../../../src/toolbelt/toolbelt.js';

const params = { loginUrl: 'https://test.salesforce.com', accessToken: 'made-up' };

afterEach(() => {
  vi.restoreAllMocks();
});

describe('SFClient', () => {
  it('makes a connection with the package that it is given', () => {
    class Connection {
      readonly params: unknown;
      constructor(given: unknown) {
        this.params = given;
      }
    }
    for (const factory of [Toolbelt, createToolbelt()]) {
      const connection = factory.SFClient({ Connection }).connectToSalesforce<Connection>(params);
      expect(connection).toBeInstanceOf(Connection);
      expect(connection.params).toBe(params);
    }
  });

  it('tells a package that is another', () => {
    expect(() => Toolbelt.SFClient({} as never).connectToSalesforce(params)).toThrow(
      expect.objectContaining({ name: 'ConfigError', field: '@jsforce/jsforce-node' }),
    );
  });

  it('tells at its first use that the package is not there', () => {
    vi.spyOn(process, 'cwd').mockReturnValue(tmpdir());
    const client = Toolbelt.SFClient();
    expect(() => client.connectToSalesforce(params)).toThrow(
      expect.objectContaining({
        name: 'ConfigError',
        field: '@jsforce/jsforce-node',
        message: expect.stringContaining('npm install @jsforce/jsforce-node'),
      }),
    );
  });
});

describe('defect 40: SFClient returns no connection', () => {
  it('makes one with the package of the folder that the function runs in', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'salesforce-'));
    const home = join(folder, 'node_modules/@jsforce/jsforce-node');
    await mkdir(home, { recursive: true });
    await writeFile(
      join(home, 'index.js'),
      'exports.Connection = class Connection { constructor(params) { this.loginUrl = params.loginUrl; } };',
    );
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    const connection = Toolbelt.SFClient().connectToSalesforce(params);
    expect([connection.constructor.name, connection.loginUrl]).toEqual(['Connection', params.loginUrl]);
    await rm(folder, { recursive: true });
  });

  it('does not blame that package for another that it needs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'salesforce-'));
    const home = join(folder, 'node_modules/@jsforce/jsforce-node');
    await mkdir(home, { recursive: true });
    await writeFile(join(home, 'index.js'), "require('a-package-that-is-not-there');");
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    expect(() => Toolbelt.SFClient().connectToSalesforce(params)).toThrow('a-package-that-is-not-there');
    await rm(folder, { recursive: true });
  });
});
