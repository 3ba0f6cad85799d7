import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DataFolderSettings, dataFolder } from '../../../../src/cli/terminal/data-folder.js';
import { ConfigError } from '../../../../src/errors/config-error.js';

const NAME = 'lp-functions-toolbelt';
const nothing = { xdgDataHome: undefined, localAppData: undefined };

function folderOf(platform: NodeJS.Platform, environment: Partial<DataFolderSettings['environment']> = {}) {
  return dataFolder({ platform, home: () => '/home/ada', environment: { ...nothing, ...environment } });
}

describe('the data folder', () => {
  it('is where each system keeps the data of a person', () => {
    expect(folderOf('linux')).toBe(join('/home/ada', '.local', 'share', NAME));
    expect(folderOf('freebsd')).toBe(join('/home/ada', '.local', 'share', NAME));
    expect(folderOf('darwin')).toBe(join('/home/ada', 'Library', 'Application Support', NAME));
    expect(folderOf('win32')).toBe(join('/home/ada', 'AppData', 'Local', NAME));
  });

  it('is where the environment says, on the system whose variable it is', () => {
    const environment = { xdgDataHome: '/data/of/ada', localAppData: '/local/of/ada' };
    expect(folderOf('linux', environment)).toBe(join('/data/of/ada', NAME));
    expect(folderOf('win32', environment)).toBe(join('/local/of/ada', NAME));
    expect(folderOf('darwin', environment)).toBe(folderOf('darwin'));
  });

  it('is never below the current folder', () => {
    expect(folderOf('linux', { xdgDataHome: 'data' })).toBe(folderOf('linux'));
  });

  it('has to be named where the person has no home', () => {
    const home = () => {
      throw new Error('ENOENT');
    };
    const make = () => dataFolder({ platform: 'linux', home, environment: nothing });
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(/no home folder.*--store.*LP_SECRET_STORE/);
  });
});
