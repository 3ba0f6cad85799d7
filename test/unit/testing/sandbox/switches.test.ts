import { describe, expect, it } from 'vitest';
import { defaultSwitches, type SandboxSwitches } from '../../../../src/testing/sandbox/control/switches.js';

/** Every switch with a position that is not its default, and one that there is not. */
const POSITIONS: { [Name in keyof SandboxSwitches]: [there: SandboxSwitches[Name], wrong: unknown] } = {
  expiresIn: ['number', 'text'],
  tokenLifetimeSeconds: [0.5, -1],
  emptySearchStatus: [204, 404],
  featureGrants: ['acApp', 'acapp'],
  installationFields: ['camelCase', 'kebab-case'],
  clientSecrets: ['hidden', true],
  revisionHeader: ['absent', 'if-match'],
  installationsPerPage: [1, 0],
  installationQuota: [0, 0.5],
  installationDeletion: ['forbidden', 403],
  basicAuthentication: ['accepted', true],
  engagementAttributes: ['forbidden', false],
  missingCertificate: [500, 404],
};

const set = (switches: SandboxSwitches, name: string, position: unknown) => {
  (switches as unknown as Record<string, unknown>)[name] = position;
};

describe.each(Object.entries(POSITIONS))('the switch %s', (name, [there, wrong]) => {
  const read = (switches: SandboxSwitches) => switches[name as keyof SandboxSwitches];

  it('is turned', () => {
    const switches = defaultSwitches();
    expect(read(switches)).not.toBe(there);
    set(switches, name, there);
    expect({ ...switches }).toEqual({ ...defaultSwitches(), [name]: there });
    set(switches, name, undefined);
    expect({ ...switches }).toEqual({ ...defaultSwitches() });
  });

  it.each([[wrong], [null], [Symbol('wrong')], [Number.NaN]])('stays where it is for %o', (position) => {
    const switches = defaultSwitches();
    const refused = expect.objectContaining({
      name: 'ConfigError',
      field: name,
      message: expect.stringMatching(new RegExp(`^sandbox\\.switches: ${name} must be `)),
    });
    expect(() => set(switches, name, position)).toThrow(refused);
    expect({ ...switches }).toEqual({ ...defaultSwitches() });
  });

  it('is named when it is mistyped', () => {
    const switches = defaultSwitches();
    expect(() => set(switches, `${name}x`, there)).toThrow(
      `sandbox.switches has no option "${name}x"; did you mean "${name}"? It takes expiresIn, `,
    );
    expect({ ...switches }).toEqual({ ...defaultSwitches() });
  });
});

it('are those of one sandbox alone, and none goes away', () => {
  const [one, other] = [defaultSwitches(), defaultSwitches()];
  one.expiresIn = 'absent';
  expect(other.expiresIn).toBe('string');
  expect(Reflect.deleteProperty(one, 'expiresIn')).toBe(false);
});
