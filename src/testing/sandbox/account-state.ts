import { randomBytes, randomUUID } from 'node:crypto';
import type { OAuth1Credential } from '../../auth/oauth1.js';
import { hasMarker } from '../../provisioning/manifest.js';
import type { InfrastructureStatus, InstallationManifest } from '../../provisioning/platform.js';
import type { TestClock } from '../test-clock.js';
import type { LoginUser } from './people.js';
import { UserSessions } from './user-sessions.js';

/** An installed application as app-install answers it. */
export interface InstallationRecord {
  readonly id: string;
  readonly client_id: string;
  readonly client_secret: string;
  client_name: string;
  description: string;
  enabled: boolean;
  deleted: boolean;
  scope: string;
  grant_types: readonly string[];
  response_types: readonly string[];
  logo_uri: string;
  capabilities: unknown;
  readonly client_id_issued_at: number;
  readonly client_secret_expires_at: number;
}

/** Fields of a manifest that app-install lets a client set. */
export type InstallationFields = InstallationManifest &
  Partial<Pick<InstallationRecord, 'response_types' | 'logo_uri' | 'capabilities'>>;

/** What the servers of one sandbox know of their account. */
export class AccountState {
  readonly accountId: string;
  readonly clock: TestClock;
  readonly people: readonly LoginUser[];
  readonly sessions: UserSessions;
  featureActive: boolean;
  appKey: OAuth1Credential | undefined;
  readonly #infrastructureMs: number;
  #infrastructureReadyAt: number | undefined;
  readonly #installations: InstallationRecord[] = [];
  #revision = 1;

  constructor(options: {
    accountId: string;
    clock: TestClock;
    people: readonly LoginUser[];
    infrastructureMs: number;
    provisioned: boolean;
  }) {
    this.accountId = options.accountId;
    this.clock = options.clock;
    this.people = options.people;
    this.sessions = new UserSessions(options.clock);
    this.featureActive = options.provisioned;
    this.#infrastructureMs = options.infrastructureMs;
    this.#infrastructureReadyAt = options.provisioned ? -Infinity : undefined;
  }

  /** Revision of the installations; every change raises it. */
  get revision(): string {
    return String(this.#revision);
  }

  /** Installations that are not deleted. */
  installations(): InstallationRecord[] {
    return this.#installations.filter(({ deleted }) => !deleted);
  }

  /** An installation that is not deleted, by its id or its client id: clients use either. */
  installation(id: string): InstallationRecord | undefined {
    return this.installations().find((one) => one.id === id || one.client_id === id);
  }

  /** The enabled installation that a credential belongs to. */
  application(clientId: string, clientSecret: string): InstallationRecord | undefined {
    return this.installations().find((one) => {
      return one.client_id === clientId && one.client_secret === clientSecret && one.enabled;
    });
  }

  /** An installation, deleted or not: a token outlives the installation that it was issued to. */
  issuedTo(clientId: string): InstallationRecord | undefined {
    return this.#installations.find((one) => one.client_id === clientId);
  }

  install(fields: InstallationFields): InstallationRecord {
    const record: InstallationRecord = {
      id: randomUUID(),
      client_id: randomUUID(),
      client_secret: randomBytes(24).toString('base64url'),
      response_types: ['token'],
      logo_uri: '',
      capabilities: {},
      ...fields,
      deleted: false,
      client_id_issued_at: Math.floor(this.clock.now() / 1000),
      client_secret_expires_at: 0,
    };
    this.#installations.push(record);
    this.#revision += 1;
    return record;
  }

  update(record: InstallationRecord, fields: InstallationFields): void {
    Object.assign(record, fields);
    this.#revision += 1;
  }

  uninstall(record: InstallationRecord): void {
    record.deleted = true;
    this.#revision += 1;
  }

  startInfrastructure(): void {
    this.#infrastructureReadyAt ??= this.clock.now() + this.#infrastructureMs;
  }

  infrastructure(): InfrastructureStatus {
    if (this.#infrastructureReadyAt === undefined) return { state: 'absent' };
    const left = this.#infrastructureReadyAt - this.clock.now();
    return left > 0 ? { state: 'building', detail: `ready in ${left} ms` } : { state: 'ready' };
  }
}

/** Whether provisioning made this installation; the sandbox grants it the whole privilege table. */
export function isDefaultInstallation(record: InstallationRecord): boolean {
  return hasMarker({ clientName: record.client_name, description: record.description });
}
