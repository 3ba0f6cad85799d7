import { describe, expect, it } from 'vitest';
import {
  jsonLinesView,
  type ProvisionOutcome,
  type ProvisionView,
  plainView,
} from '../../../../src/cli/provision/report.js';

const applications = {
  made: ['made-name'],
  deleted: ['deleted-name'],
  left: [
    { clientName: 'left-name', since: Date.UTC(2026, 2, 1), why: 'it is of another store' },
    { clientName: 'ageless-name', why: 'it does not say which store it is of' },
  ],
};

const outcome: ProvisionOutcome = {
  exitCode: 0,
  accountId: '12345678',
  store: 'vault:https://vault.example.com/kv/lp',
  error: null,
  result: {
    accountId: '12345678',
    secretName: 'LIVEPERSON_DEFAULT_APP_KEY',
    changed: true,
    tasks: {
      'activate-feature': 'skipped',
      'configure-infrastructure': 'skipped',
      'create-default-secrets': 'done',
      'store-default-secret': 'done',
    },
    elapsedMs: 1_200,
    runId: '0b1c2d3e-0000-4000-8000-000000000000',
    applications,
    warnings: ['There is no application "x" to take over'],
  },
};

function shown(
  view: (output: { write(text: string): unknown }) => ProvisionView,
  of: (view: ProvisionView) => void,
) {
  let text = '';
  of(view({ write: (part) => (text += part) }));
  return text;
}

describe('what a run tells at its end', () => {
  it('is in lines what was made, deleted and left, each warning, and the id of the run', () => {
    const lines = shown(
      (output) => plainView(output, output),
      (view) => view.ended(outcome),
    ).split('\n');
    expect(lines).toEqual([
      '',
      'Account 12345678 is provisioned.',
      'The secret LIVEPERSON_DEFAULT_APP_KEY is in vault:https://vault.example.com/kv/lp.',
      'Made     made-name',
      'Deleted  deleted-name',
      'Left     left-name, since 2026-03-01T00:00:00.000Z: it is of another store',
      'Left     ageless-name: it does not say which store it is of',
      'The id of this run is 0b1c2d3e-0000-4000-8000-000000000000.',
      'Warning: There is no application "x" to take over',
      'Let functions find it there, and check it with "lp-toolbelt doctor":',
      "export LP_SECRET_STORE='vault:https://vault.example.com/kv/lp'",
      '',
    ]);
  });

  it('is in JSON the same, and null where a run did not succeed', () => {
    const { runId, warnings } = outcome.result ?? {};
    expect(JSON.parse(shown(jsonLinesView, (view) => view.ended(outcome)))).toMatchObject({
      type: 'result',
      ok: true,
      runId,
      applications,
      warnings,
    });
    const failed = { ...outcome, exitCode: 1, result: null } as const;
    expect(JSON.parse(shown(jsonLinesView, (view) => view.ended(failed)))).toMatchObject({
      ok: false,
      runId: null,
      applications: null,
      warnings: null,
    });
  });

  it('shows a call that is repeated as it happens', () => {
    const detail = 'secretStore.get failed (Try later); called again in 1 s';
    const event = {
      task: 'activate-feature',
      state: 'repeated',
      elapsedMs: 1_000,
      fraction: 0,
      detail,
    } as const;
    expect(
      shown(
        (output) => plainView(output, output),
        (view) => view.event(event),
      ),
    ).toMatch(
      /^ {2}activate-feature +repeated +0 % +1\.0 s {2}secretStore\.get failed \(Try later\); called again in 1 s\n$/,
    );
  });
});
