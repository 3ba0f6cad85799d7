import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { readDataFolderEnvironment } from '../../config/environment.js';
import { ConfigError } from '../../errors/config-error.js';

/** What the place of the folder depends on. */
export interface DataFolderSettings {
  readonly platform: NodeJS.Platform;
  /** Throws where the person has none. */
  readonly home: () => string;
  readonly environment: {
    readonly xdgDataHome: string | undefined;
    readonly localAppData: string | undefined;
  };
}

/**
 * The folder that this program keeps a person's data in: an absolute path, whatever folder the command runs in.
 *
 * @throws {ConfigError} where the person has no home.
 */
export function dataFolder(settings: DataFolderSettings = ofThisProcess()): string {
  return join(parentFolder(settings), 'lp-functions-toolbelt');
}

function parentFolder({ platform, home, environment }: DataFolderSettings): string {
  const { xdgDataHome, localAppData } = environment;
  if (platform === 'win32') return localAppData ?? join(homeOf(home), 'AppData', 'Local');
  if (platform === 'darwin') return join(homeOf(home), 'Library', 'Application Support');
  // The specification of XDG wants a relative path to be passed over.
  if (xdgDataHome !== undefined && isAbsolute(xdgDataHome)) return xdgDataHome;
  return join(homeOf(home), '.local', 'share');
}

function homeOf(home: () => string): string {
  try {
    return home();
  } catch {
    // A container may run as a user that nobody entered.
    throw new ConfigError(
      'secretStore',
      'No secret store is known, and you have no home folder to keep one in: give --store, or set LP_SECRET_STORE.',
    );
  }
}

function ofThisProcess(): DataFolderSettings {
  return { platform: process.platform, home: homedir, environment: readDataFolderEnvironment() };
}
