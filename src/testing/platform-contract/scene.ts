import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type {
  Installation,
  InstallationCredential,
  InstallationList,
  InstallationManifest,
  PlatformOptions,
  ProvisioningPlatform,
} from '../../provisioning/platform.js';
import { existing, type FaultyMethod, type PlatformFaults, type PlatformUnderTest } from './support.js';

/** What the tests do with a platform. */
export class ContractScene {
  readonly platform: ProvisioningPlatform;
  readonly accountId: string;
  readonly #subject: PlatformUnderTest;

  constructor(subject: PlatformUnderTest) {
    this.platform = subject.platform;
    this.accountId = subject.accountId;
    this.#subject = subject;
  }

  /** Makes a fault; fails when the adapter's author gave none. */
  async fault<Name extends keyof PlatformFaults>(
    name: Name,
    ...given: Parameters<PlatformFaults[Name]>
  ): Promise<void> {
    const make = this.#subject.faults?.[name] as ((...given: unknown[]) => unknown) | undefined;
    assert.ok(make, `give faults.${name}, or name it in "without" if the platform cannot have it`);
    await make.apply(this.#subject.faults, given);
  }

  async settle(): Promise<void> {
    await this.#subject.settle?.();
  }

  list(): Promise<InstallationList> {
    return this.platform.listInstallations();
  }

  /** Installs an application of a name of its own. */
  async install(): Promise<Installation> {
    const manifest = newManifest();
    await this.platform.install(manifest);
    return existing(await this.named(manifest.client_name), `a listed application "${manifest.client_name}"`);
  }

  async named(clientName: string): Promise<Installation | undefined> {
    return (await this.list()).items.find((item) => item.clientName === clientName);
  }

  async has(id: string): Promise<boolean> {
    return (await this.list()).items.some((item) => item.id === id);
  }

  /** Deletes at the revision that is current. */
  async delete(id: string): Promise<void> {
    const { revision } = await this.list();
    await this.platform.deleteInstallation(id, revision);
  }

  /** The credential of an installation, from the list or by its id. */
  async credentialOf(listed: Installation): Promise<InstallationCredential> {
    const { clientSecret } =
      listed.clientSecret === null
        ? existing(await this.platform.getInstallation(listed.id), 'the installation by its id')
        : listed;
    assert.ok(clientSecret !== null, 'a client secret is in the list or to be had by id');
    return { client_id: listed.clientId, client_secret: clientSecret };
  }

  /** Calls a method, for what only its outcome is looked at. */
  async call(method: FaultyMethod, options: PlatformOptions, of: Installation): Promise<unknown> {
    const { platform } = this;
    if (method === 'install') return platform.install(newManifest(), options);
    if (method === 'listInstallations') return platform.listInstallations(options);
    if (method === 'getInstallation') return platform.getInstallation(of.id, options);
    if (method === 'tryCredential') return platform.tryCredential(await this.credentialOf(of), options);
    const { revision } = await this.list();
    return platform.deleteInstallation(of.id, revision, options);
  }
}

export function newManifest(): InstallationManifest {
  return {
    client_name: `platform-contract-${randomUUID()}`,
    description: 'Made by the tests of an adapter for a platform. May be removed.',
    enabled: true,
    grant_types: ['client_credentials'],
    scope: 'users.external',
  };
}
