import { describe, expect, it } from 'vitest';
import type { PlatformReply } from '../../../src/provisioning/liveperson/request.js';
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

  it('tells the application of this very store from those of others by its mark', () => {
    const own = newManifest('file:/somewhere/secrets');
    const [mark] = /store=[0-9a-f]{16}/.exec(own.description) ?? [];
    expect(installByHand(refused(403), own).instructions).toContain(`"${mark}", take that one; leave others`);
    expect(installByHand(refused(403), manifest).instructions).toContain(
      'Leave the applications of provisioning',
    );
  });

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
    expect(instructions).toMatch(
      /application "my-app"\. Sign in .* > Application Install .*, open "my-app" for editing, and read its client_id and/,
    );
    expect(instructions).toMatch(/Run again: the run finds the secret, tries it and keeps it$/);
  });

  it.each([installByHand, listByHand])(
    'names each field for a person who types instead of uploading',
    (make) => {
      const { instructions } = make(refused(403), manifest);
      const { client_name, description, scope } = manifest;
      const fields = `client_name "${client_name}", description "${description}", grant_types "client_credentials" and scope "${scope}", and let it be enabled`;
      expect(instructions).toContain(`upload the JSON below, as it is, or fill in ${fields}`);
    },
  );

  it('says why this key stands beside the one of the page of LivePerson, and that both stay', () => {
    const steps = [
      installByHand(refused(403), manifest),
      listByHand(refused(404), manifest),
      activateByHand(),
    ];
    for (const { instructions } of steps) {
      expect(instructions).toMatch(
        /makes a LIVEPERSON_DEFAULT_APP_KEY of its own.*second application.*remove neither/,
      );
    }
  });

  it('says what to try first, by what the refusal was', () => {
    const page = {
      ...refused(403),
      said: { words: "an HTML page that is not LivePerson's API", isPage: true },
    };
    expect(installByHand(refused(403), manifest).instructions).toMatch(
      /\n1\. Is somebody else the administrator/,
    );
    expect(installByHand(refused(404), manifest).instructions).toMatch(
      /\n1\. Check the account id.*account team/,
    );
    expect(installByHand(page, manifest).instructions).toMatch(
      /a firewall or proxy may have answered in its place\.\n1\. Look at the network first/,
    );
  });

  it('says first what the server refused, and nothing of what it sent', () => {
    for (const make of [installByHand, listByHand]) {
      const { instructions } = make(refused(403), manifest);
      expect(instructions).toMatch(
        /^the server answered installations\.install with status 403, request id r-1: this person may not do that\.\n1\. /,
      );
      expect(instructions).toContain('request id r-1');
      expect(make(refused(404), manifest).instructions).toMatch(
        /^.*status 404, request id r-1: it is not there for this account\.\n1\. Check the account id/,
      );
      expect(instructions).not.toContain('planted');
    }
    expect(activateByHand(refused(403)).instructions).toMatch(
      /status 403, request id r-1: .*So sign in to Conversational Cloud/,
    );
  });
});
