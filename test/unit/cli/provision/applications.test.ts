import { describe, expect, it } from 'vitest';
import {
  type ApplicationsScene,
  planApplications,
  secretText,
} from '../../../../src/cli/provision/applications.js';
import { newManifest } from '../../../../src/provisioning/manifest.js';
import type { Installation } from '../../../../src/provisioning/platform.js';
import type { SecretRecord } from '../../../../src/secrets/secret-store.js';

const HERE = 'file of this machine';
const THERE = 'file of another machine';

/** An application as provisioning makes it for a store. */
function application(id: string, identity?: string): Installation {
  const { client_name, description, scope } = newManifest(identity);
  const issuedAt = Date.UTC(2026, 2, 1);
  return {
    id,
    clientId: `client-${id}`,
    clientSecret: null,
    clientName: client_name,
    description,
    enabled: true,
    scope,
    issuedAt,
  };
}

function naming(installation: Installation, more: Partial<SecretRecord> = {}): SecretRecord {
  const value = { client_id: installation.clientId, client_secret: 'planted-4f8a' };
  return { key: 'LIVEPERSON_DEFAULT_APP_KEY', value, version: '3', managedBy: 'system', ...more };
}

const [ours, orphan] = [application('ours', HERE), application('orphan', HERE)];
const [theirs, nobodys] = [application('theirs', THERE), application('nobodys')];
const persons: Installation = {
  ...application('persons', HERE),
  clientName: 'An application',
  description: '',
};

function plan(scene: Partial<ApplicationsScene> = {}) {
  const installations = [ours, orphan, theirs, nobodys, persons];
  return planApplications({ installations, identity: HERE, stored: naming(ours), takeOver: [], ...scene });
}

const names = (list: readonly { readonly clientName: string }[]) => list.map(({ clientName }) => clientName);

describe('what a run would do with the applications of an account', () => {
  it('keeps what the secret names, deletes what else is of this store, and leaves the rest', () => {
    const { made, kept, deleted, left, warnings } = plan();
    expect(made).toEqual([
      {
        clientName: 'lp-functions-toolbelt-default-<UUID>',
        since: null,
        whose: 'this store',
        why: 'if the stored credential does not work',
      },
    ]);
    expect(kept).toEqual([
      {
        clientName: ours.clientName,
        since: '2026-03-01T00:00:00.000Z',
        whose: 'this store',
        why: 'the secret names it; deleted if it does not work',
      },
    ]);
    expect(names(deleted)).toEqual([orphan.clientName]);
    expect(left.map(({ clientName, whose }) => [clientName, whose])).toEqual([
      [theirs.clientName, 'another store'],
      [nobodys.clientName, 'no identity'],
    ]);
    expect(warnings).toEqual([]);
  });

  it('makes one for sure when no credential is stored, and deletes all that is of this store', () => {
    const { made, kept, deleted } = plan({ stored: undefined });
    expect(made.map(({ why }) => why)).toEqual(['no credential is stored']);
    expect(kept).toEqual([]);
    expect(names(deleted)).toEqual([ours.clientName, orphan.clientName]);
  });

  it('keeps what the secret names even if a person or another store made it', () => {
    for (const installation of [persons, theirs]) {
      const { kept, deleted, left } = plan({ stored: naming(installation), takeOver: [theirs.clientName] });
      expect(names(kept)).toEqual([installation.clientName]);
      expect(names([...deleted, ...left])).not.toContain(installation.clientName);
    }
  });

  it('deletes what was named to be taken over, and says so', () => {
    const { deleted, left } = plan({ takeOver: [theirs.clientName] });
    expect(names(deleted)).toEqual([orphan.clientName, theirs.clientName]);
    expect(deleted[1]).toMatchObject({ whose: 'another store', why: '--take-over names it' });
    expect(names(left)).toEqual([nobodys.clientName]);
  });

  it('counts nothing as its own without an identity, and says so', () => {
    const { deleted, left, warnings } = plan({ identity: undefined });
    expect(deleted).toEqual([]);
    expect(names(left)).toEqual([orphan, theirs, nobodys].map(({ clientName }) => clientName));
    expect(warnings).toEqual([expect.stringContaining('has no identity')]);
    expect(plan({ identity: undefined, installations: [] }).warnings).toEqual([]);
  });

  it('warns of a name that is not there, and refuses one that provisioning did not make', () => {
    expect(plan({ takeOver: ['gone'] }).warnings).toEqual(['There is no application "gone" to take over']);
    expect(() => plan({ takeOver: [persons.clientName] })).toThrow(
      /the application "An application", which provisioning did not make/,
    );
  });

  it('shows no client id and no secret', () => {
    expect(JSON.stringify(plan())).not.toMatch(/client-|planted/);
  });

  it('takes an unheard-of time for none', () => {
    const { kept } = plan({ installations: [{ ...ours, issuedAt: Number.MAX_VALUE }] });
    expect(kept[0]?.since).toBeNull();
  });
});

describe('what the store holds', () => {
  it('is told by owner, version, account and application, never by its value', () => {
    const text = secretText(naming(ours, { accountId: '12345678' }), [ours]);
    expect(text).toBe(`stored: owner system, version 3, account 12345678; it names ${ours.clientName}`);
    expect(secretText(naming(ours), [{ ...ours, enabled: false }])).toMatch(
      /account not told; .*, which is disabled$/,
    );
    expect(secretText(naming(ours), [])).toMatch(/it names an application that is not there$/);
    expect(secretText({ ...naming(ours), value: 'planted' }, [ours])).toMatch(/it names no application$/);
    expect(secretText(naming(ours), undefined)).toBe('stored: owner system, version 3, account not told');
    expect(secretText(undefined, [])).toBe('not stored');
  });
});
