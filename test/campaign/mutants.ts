import type { Mutation } from '../support/bundle.js';

/** A rule that is broken on purpose. */
export interface Mutant extends Mutation {
  readonly rule: string;
}

const CONVERGE = 'src/provisioning/converge.ts';
const INSTALLATIONS = 'src/provisioning/installations.ts';
const SECRET = 'src/provisioning/default-secret.ts';
const STORE = 'test/support/schedules/model-store.ts';

/** Each breaks one rule that the safety of provisioning rests on, in the source or in the store. */
export const MUTANTS: readonly Mutant[] = [
  {
    rule: 'adopts an orphan instead of installing anew',
    file: CONVERGE,
    from: 'const made = await install(scene);',
    to: `const orphan = ours.find((item) => item.enabled && item.clientSecret !== null);
    if (orphan) (ours as Installation[]).splice(ours.indexOf(orphan), 1);
    const credential = { client_id: orphan?.clientId ?? '', client_secret: orphan?.clientSecret ?? '' };
    const made = orphan ? { credential, all: [orphan], twins: [] } : await install(scene);`,
  },
  {
    rule: 'deletes without the fence',
    file: CONVERGE,
    from: "if ((await fence(scene, stored)) !== 'stored') {",
    to: 'if (stored === undefined) {',
  },
  {
    rule: 'deletes what a later list shows',
    file: CONVERGE,
    from: 'await remove(scene, [...ours, ...made.twins]);',
    to: `const later = await listOurs(scene);
    await remove(scene, later.filter((item) => item.clientId !== made.credential.client_id));`,
  },
  {
    rule: 'a version that stays when an equal value is stored',
    file: STORE,
    from: 'this.#lastVersion += 1;',
    to: 'if (JSON.stringify(secret?.value) !== JSON.stringify(value)) this.#lastVersion += 1;',
  },
  {
    rule: 'versions that begin again after a deletion',
    file: STORE,
    from: 'this.#keep({ secret: undefined,',
    to: 'this.#lastVersion = 0; this.#keep({ secret: undefined,',
  },
  {
    rule: 'stores a credential that was not tried',
    file: CONVERGE,
    from: 'if (!(await works(scene, made.credential))) {',
    to: 'if (made.credential.client_id === undefined) {',
  },
  {
    rule: 'stores without a condition',
    file: SECRET,
    from: 'return scene.store.put(secret, condition);',
    to: 'return scene.store.put(secret, condition && undefined);',
  },
  {
    rule: 'deletes the others before it stores',
    file: CONVERGE,
    from: 'const outcome = await replaceSecret(',
    to: 'await remove(scene, ours); const outcome = await replaceSecret(',
  },
  {
    rule: 'deletes a single orphan without the fence',
    file: CONVERGE,
    from: "if ((await fence(scene, stored)) !== 'stored') {",
    to: "if (orphans.length > 1 && (await fence(scene, stored)) !== 'stored') {",
  },
  {
    rule: 'takes "unknown" for "refused"',
    file: CONVERGE,
    from: "if (verdict !== 'unknown') return",
    to: 'if (verdict !== undefined) return',
  },
  {
    rule: 'takes a conflict for its own write',
    file: SECRET,
    from: "return isOurs ? 'stored' : outcome;",
    to: "return isOurs || outcome !== undefined ? 'stored' : outcome;",
  },
  {
    rule: 'takes its own write for a conflict',
    file: SECRET,
    from: "return isOurs ? 'stored' : outcome;",
    to: "return isOurs ? 'conflict' : outcome;",
  },
  {
    rule: 'deletes its own after an unclear write',
    file: CONVERGE,
    from: "if (outcome === 'conflict') await remove",
    to: 'await remove',
  },
  {
    rule: 'installs under a name that others use too',
    file: 'src/provisioning/manifest.ts',
    from: '{randomUUID()}',
    to: '{randomUUID().slice(0, 0)}',
  },
  {
    rule: 'deletes what lost our marker in the meantime',
    file: INSTALLATIONS,
    from: 'item.id === id && hasMarker(item)',
    to: 'item.id === id',
  },
  {
    rule: 'takes one mark for both',
    file: 'src/provisioning/manifest.ts',
    from: 'installation.clientName.startsWith(CLIENT_NAME_PREFIX) &&',
    to: 'installation.clientName.startsWith(CLIENT_NAME_PREFIX) ||',
  },
];
