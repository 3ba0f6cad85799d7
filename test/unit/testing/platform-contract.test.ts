import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/config/clock.js';
import {
  type Installation,
  type InstallationManifest,
  InstallationQuotaError,
  InstallationRefusedError,
  type PlatformOptions,
  StaleRevisionError,
} from '../../../src/provisioning.js';
import { type PlatformUnderTest, provisioningPlatformContract } from '../../../src/testing.js';
import { MemoryPlatform } from '../../support/memory-platform.js';

const OPTIONS = { without: ['pages'] } as const;

type MemoryClass = new (clock: typeof systemClock) => MemoryPlatform;

/** A platform in memory as the contract takes it. */
async function underTest(Platform: MemoryClass = MemoryPlatform): Promise<PlatformUnderTest> {
  const platform = new Platform(systemClock);
  platform.listens = true;
  const { accountId } = new MemoryPlatform(systemClock);
  const failInstall = (error: Error) => platform.failNext('install', { error });
  return {
    platform,
    accountId,
    faults: {
      loseAnswer: (method) => platform.failNext(method, { takesEffect: true, error: new Error('lost') }),
      hang: (method) => platform.failNext(method, { hangs: true }),
      fillQuota: () => failInstall(new InstallationQuotaError('full')),
      refuseInstall: () => failInstall(new InstallationRefusedError('no')),
      refuseDeletion: () =>
        platform.failNext('deleteInstallation', { error: new InstallationRefusedError('no') }),
      hideSecrets: () => {
        platform.listHidesSecrets = true;
      },
    },
  };
}

provisioningPlatformContract('the platform in memory', () => underTest(), { describe, it }, OPTIONS);

interface Failure {
  readonly name: string;
  readonly message: string;
}

/** Runs the contract outside of a test framework. */
async function failuresOf(
  makePlatform: () => Promise<PlatformUnderTest>,
  options: Parameters<typeof provisioningPlatformContract>[3] = OPTIONS,
): Promise<Failure[]> {
  const tests: { name: string; body: () => Promise<void> }[] = [];
  const framework = {
    describe: (_: string, body: () => void) => body(),
    it: (name: string, body: () => Promise<void>) => tests.push({ name, body }),
  };
  provisioningPlatformContract('an adapter', makePlatform, framework, options);
  expect(tests.length).toBeGreaterThan(20);
  const failures: Failure[] = [];
  for (const { name, body } of tests) {
    await body().catch((error: unknown) => failures.push({ name, message: String(error) }));
  }
  return failures;
}

/** Each of them breaks one rule of the contract. */
const BROKEN: Readonly<Record<string, { Platform: MemoryClass; fails: readonly string[] }>> = {
  'that asks for the revision after the list': {
    Platform: class extends MemoryPlatform {
      override async listInstallations(options?: PlatformOptions) {
        const { items } = await super.listInstallations(options);
        const { revision } = await super.listInstallations(options);
        return { items, revision };
      }
    },
    fails: ['revision and items of a list are of one moment'],
  },
  'that asks for the current revision itself before it deletes': {
    Platform: class extends MemoryPlatform {
      override async deleteInstallation(id: string, _revision: string, options?: PlatformOptions) {
        const { revision } = await super.listInstallations(options);
        return super.deleteInstallation(id, revision, options);
      }
    },
    fails: ['a deletion at a revision that is no longer current is stale, and deletes nothing'],
  },
  'that rejects when there is nothing to delete': {
    Platform: class extends MemoryPlatform {
      override async deleteInstallation(id: string, revision: string, options?: PlatformOptions) {
        options?.signal?.throwIfAborted();
        if (!this.installations.some((item) => item.id === id)) throw new Error('404');
        return super.deleteInstallation(id, revision, options);
      }
    },
    fails: [
      'deleting what is not there succeeds',
      'a deletion that is sent again succeeds, or is stale',
      'a deletion whose answer is lost rejects as an unknown outcome, and may be sent again',
    ],
  },
  'that tells another account': {
    Platform: class extends MemoryPlatform {
      override readonly accountId = '87654321';
    },
    fails: ['the account that it acts on is told'],
  },
  'that leaves the signal alone': {
    Platform: class extends MemoryPlatform {
      override listInstallations() {
        return super.listInstallations();
      }
    },
    fails: [
      'a signal that is aborted already lets no call begin',
      'a signal ends a call that is not answered: listInstallations',
    ],
  },
  'that repeats an installation whose answer was lost': {
    Platform: class extends MemoryPlatform {
      override async install(manifest: InstallationManifest, options?: PlatformOptions) {
        await super.install(manifest, options).catch((error: unknown) => {
          if (String(error).includes('lost')) return super.install(manifest, options);
          throw error;
        });
      }
    },
    fails: ['an installation whose answer is lost rejects as an unknown outcome, and is listed'],
  },
  'that takes each failure for a stale revision': {
    Platform: class extends MemoryPlatform {
      override async deleteInstallation(id: string, revision: string, options?: PlatformOptions) {
        options?.signal?.throwIfAborted();
        await super.deleteInstallation(id, revision, options).catch((error: unknown) => {
          options?.signal?.throwIfAborted();
          throw new StaleRevisionError('perhaps', { cause: error });
        });
      }
    },
    fails: [
      'a deletion that is forbidden is refused, and deletes nothing',
      'a deletion whose answer is lost rejects as an unknown outcome, and may be sent again',
    ],
  },
  'that tells a full account by an error of its own': {
    Platform: class extends MemoryPlatform {
      override async install(manifest: InstallationManifest, options?: PlatformOptions) {
        await super.install(manifest, options).catch((error: unknown) => {
          throw error instanceof InstallationQuotaError ? new RangeError('full') : error;
        });
      }
    },
    fails: ['an application that does not fit is refused for the quota, and not installed'],
  },
  'that tells the time in seconds': {
    Platform: class extends MemoryPlatform {
      override async listInstallations(options?: PlatformOptions) {
        const { items, revision } = await super.listInstallations(options);
        return { items: items.map((item) => inSeconds(item)), revision };
      }
      override async getInstallation(id: string, options?: PlatformOptions) {
        const found = await super.getInstallation(id, options);
        return found && inSeconds(found);
      }
    },
    fails: ['an application that was installed is listed under its name, as its manifest says'],
  },
  'that gives whichever application comes first': {
    Platform: class extends MemoryPlatform {
      override async getInstallation(id: string, options?: PlatformOptions) {
        await super.getInstallation(id, options);
        return this.installations[0];
      }
    },
    fails: [
      'one application is the same by its id as in the list',
      'an id that there is not is undefined',
      'a deletion removes this application, and no other',
    ],
  },
};

function inSeconds(installation: Installation): Installation {
  return { ...installation, issuedAt: 1_700_000_000 };
}

describe('the contract of a platform', () => {
  it('is kept by the platform in memory', async () => {
    expect(await failuresOf(() => underTest())).toEqual([]);
  });

  it.each(Object.entries(BROKEN))('is not kept by an adapter %s', async (_what, { Platform, fails }) => {
    const failures = await failuresOf(() => underTest(Platform));
    expect(failures.map(({ name }) => name).sort()).toEqual([...fails].sort());
  });

  it('is not kept by an adapter that gives the first page for the whole list', async () => {
    let perPage = Number.POSITIVE_INFINITY;
    class FirstPage extends MemoryPlatform {
      override async listInstallations(options?: PlatformOptions) {
        const { items, revision } = await super.listInstallations(options);
        return { items: items.slice(0, perPage), revision };
      }
    }
    const make = async () => {
      perPage = Number.POSITIVE_INFINITY;
      const subject = await underTest(FirstPage);
      const pages = (count: number) => {
        perPage = count;
      };
      return { ...subject, faults: { ...subject.faults, pages } };
    };
    const failures = await failuresOf(make, {});
    expect(failures.map(({ name }) => name)).toEqual(['a list of several pages is whole']);
  });

  it('is not kept where a fault is missing that nobody said the platform lacks', async () => {
    const failures = await failuresOf(() => underTest(), {});
    expect(failures).toEqual([
      {
        name: 'a list of several pages is whole',
        message: expect.stringContaining('give faults.pages, or name it in "without"'),
      },
    ]);
  });

  it('has no option of another name, and no fault', () => {
    const declare = (options: object) => () =>
      provisioningPlatformContract('x', () => underTest(), { describe: () => undefined, it }, options);
    expect(declare({ witout: [] })).toThrow('did you mean "without"');
    expect(declare({ without: ['page'] })).toThrow('a list of faults: loseAnswer');
  });
});
