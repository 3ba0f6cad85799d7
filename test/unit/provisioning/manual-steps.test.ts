import { describe, expect, it } from 'vitest';
import type { PlatformReply } from '../../../src/provisioning/liveperson/http.js';
import { newManifest } from '../../../src/provisioning/manifest.js';
import {
  activateByHand,
  configureByHand,
  installByHand,
  listByHand,
  readByHand,
} from '../../../src/provisioning/manual-steps.js';

const manifest = newManifest();

function refused(status: number): PlatformReply {
  const request = { service: 's', operation: 'installations.install', method: 'POST', path: '/' } as const;
  return { request, status, headers: {}, requestId: 'r-1', json: { client_secret: 'planted' } };
}

describe('a step by hand', () => {
  it.each([
    ['activates the feature', activateByHand(), 'activate-feature', []],
    ['configures the infrastructure', configureByHand(), 'configure-infrastructure', ['activate-feature']],
    [
      'installs the application',
      installByHand(refused(403), manifest),
      'create-default-secrets',
      ['activate-feature', 'configure-infrastructure'],
    ],
    [
      'installs the application, unseen',
      listByHand(refused(403), manifest),
      'create-default-secrets',
      ['activate-feature', 'configure-infrastructure'],
    ],
  ])('that %s tells the task and what is behind it', (_what, error, task, done) => {
    expect(error).toMatchObject({ name: 'ManualStepRequired', task, done, safeToRunAgain: true });
    expect(error.message).toContain(error.instructions);
  });

  it('names the page of Functions, who has to open it, and how long it takes', () => {
    for (const { instructions } of [activateByHand(), configureByHand()]) {
      expect(instructions).toMatch(/administrator.*page of Functions \(V2\).*10 minutes.*later run/s);
    }
  });

  it.each([installByHand, listByHand])(
    'gives the manifest to upload, exactly, and where its secret goes',
    (make) => {
      const { instructions } = make(refused(403), manifest);
      expect(instructions).toContain('Manage > Management Console > Application Install');
      expect(instructions).toContain('LIVEPERSON_DEFAULT_APP_KEY');
      expect(instructions).toContain('managedBy "system"');
      const uploaded = JSON.parse(instructions.slice(instructions.indexOf('\n{')));
      expect(uploaded).toEqual(manifest);
    },
  );

  it.each([
    ['the application was not installed', installByHand(refused(403), manifest)],
    ['the list is closed', listByHand(refused(403), manifest)],
    ['the client secret is hidden', readByHand('my-app', { task: 'create-default-secrets', done: [] })],
  ])(
    "names the command that stores the credential, and the way of a store of one's own, when %s",
    (_, step) => {
      expect(step.instructions).toMatch(
        /"lp-toolbelt secrets put LIVEPERSON_DEFAULT_APP_KEY --system".* --store or LP_SECRET_STORE, .* --replace /,
      );
      expect(step.instructions).toMatch(
        /store of your own.*\{"client_id": "\.\.\.", "client_secret": "\.\.\."\}.*managedBy "system"/,
      );
    },
  );

  it('names the application whose client secret is hidden, and where to find it', () => {
    const { instructions } = readByHand('my-app', { task: 'create-default-secrets', done: [] });
    expect(instructions).toMatch(/application "my-app"\. Open that .* > Application Install, and read/);
    expect(instructions).toMatch(/Run again: the run finds the secret, tries it and keeps it$/);
  });

  it('says first what the server refused, and nothing of what it sent', () => {
    for (const make of [installByHand, listByHand]) {
      const { instructions } = make(refused(403), manifest);
      expect(instructions).toMatch(
        /^the server answered installations\.install with status 403: this person may not/,
      );
      expect(instructions).toContain('request id r-1');
      expect(make(refused(404), manifest).instructions).toMatch(
        /^.*status 404: it is not there for this account/,
      );
      expect(instructions).not.toContain('planted');
    }
    expect(activateByHand(refused(403)).instructions).toMatch(
      /status 403: .*So sign in to Conversational Cloud/,
    );
  });
});
