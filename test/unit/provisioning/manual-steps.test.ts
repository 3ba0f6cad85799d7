import { describe, expect, it } from 'vitest';
import { newManifest } from '../../../src/provisioning/manifest.js';
import {
  activateByHand,
  configureByHand,
  installByHand,
  listByHand,
} from '../../../src/provisioning/manual-steps.js';

const manifest = newManifest();

describe('a step by hand', () => {
  it.each([
    ['activates the feature', activateByHand(), 'activate-feature', []],
    ['configures the infrastructure', configureByHand(), 'configure-infrastructure', ['activate-feature']],
    [
      'installs the application',
      installByHand(manifest),
      'create-default-secrets',
      ['activate-feature', 'configure-infrastructure'],
    ],
    [
      'installs the application, unseen',
      listByHand(manifest),
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
      const { instructions } = make(manifest);
      expect(instructions).toContain('Manage > Management Console > Application Install');
      expect(instructions).toContain('LIVEPERSON_DEFAULT_APP_KEY');
      expect(instructions).toContain('managedBy "system"');
      const uploaded = JSON.parse(instructions.slice(instructions.indexOf('\n{')));
      expect(uploaded).toEqual(manifest);
    },
  );
});
