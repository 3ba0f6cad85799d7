import type { Mutation } from '../support/bundle.js';

/** A rule that is broken on purpose. */
export interface Mutant extends Mutation {
  readonly rule: string;
}

const RUN = 'src/provisioning/run';
const CONVERGE = `${RUN}/converge.ts`;
const SECRET = `${RUN}/default-secret.ts`;
const DELETION = `${RUN}/deletion.ts`;
const INSTALLING = `${RUN}/installing.ts`;
const OWNERSHIP = `${RUN}/ownership.ts`;
const TRIAL = `${RUN}/trial.ts`;
const STORE = 'test/support/schedules/model-store.ts';

/** Each breaks one rule that the safety of provisioning rests on, in the source or in the store. */
export const MUTANTS: readonly Mutant[] = [
  {
    rule: 'adopts an orphan instead of installing anew',
    file: CONVERGE,
    from: 'const installed = await installWithinQuota(scene, before, orphansOf(scene, ours, before));',
    to: `const orphan = ours.find((item) => item.enabled && item.clientSecret !== null);
    const installed = orphan === undefined
      ? await installWithinQuota(scene, before, orphansOf(scene, ours, before))
      : { secret: before, made: { ...orphan, twins: [], attempt: scene.record.begins(orphan.clientName),
          credential: { client_id: orphan.clientId, client_secret: orphan.clientSecret ?? '' } } };`,
  },
  {
    rule: 'deletes without the fence',
    file: CONVERGE,
    from: 'const { version } = await fence(scene, secret);',
    to: 'const { version } = secret;',
  },
  {
    rule: 'deletes a single orphan without the fence',
    file: CONVERGE,
    from: 'const { version } = await fence(scene, secret);',
    to: 'const { version } = orphans.length === 1 ? secret : await fence(scene, secret);',
  },
  {
    rule: 'takes an unclear fence for stored',
    file: SECRET,
    from: "if (written === 'conflict' || written === 'unclear') throw overtaken();",
    to: `if (written === 'conflict') throw overtaken();
  if (written === 'unclear') return (await askStore(scene)).secret ?? secret;`,
  },
  // No mutant: deleting what a list after the write shows. A look before each deletion finds whatever was stored since.
  {
    rule: 'leaves twins',
    file: CONVERGE,
    from: '[...ours, ...made.twins]',
    to: '[...ours]',
  },
  {
    rule: 'deletes without a look',
    file: DELETION,
    from: '() => look(scene, version)',
    to: 'async () => scene.clock.elapsed()',
  },
  {
    rule: 'ends without a last look',
    file: CONVERGE,
    from: 'await requireThere(scene, made);\n  await look(scene, version);',
    to: 'await requireThere(scene, made);',
  },
  {
    rule: 'takes a disabled application for one that works',
    file: CONVERGE,
    from: 'if (!now?.enabled) throw',
    to: 'if (now === undefined) throw',
  },
  {
    rule: 'a version that stays when an equal value is stored',
    file: STORE,
    from: 'this.#lastVersion += 1;',
    to: 'if (JSON.stringify(this.secret?.value) !== JSON.stringify(value)) this.#lastVersion += 1;',
  },
  {
    rule: 'versions that begin again after a deletion',
    file: STORE,
    from: 'this.secret = undefined;',
    to: 'this.#lastVersion = 0; this.secret = undefined;',
  },
  {
    rule: 'stores a credential that was not tried',
    file: TRIAL,
    from: "if (verdict === 'works') return;",
    to: "if (verdict !== 'unknown') return;",
  },
  {
    rule: 'stores without a condition',
    file: SECRET,
    from: 'return store.put(secret, condition);',
    to: 'return store.put(secret, condition && undefined);',
  },
  {
    rule: 'stores as a secret of users',
    file: SECRET,
    from: "managedBy: 'system' as const, accountId }",
    to: "managedBy: 'user' as const, accountId }",
  },
  {
    rule: 'deletes the others before it stores',
    file: CONVERGE,
    from: 'const version = await droppingAttempt(scene, () =>',
    to: `if (secret !== undefined) await remove(scene, ours, secret.version);
  const version = await droppingAttempt(scene, () =>`,
  },
  {
    rule: 'takes "unknown" for "refused"',
    file: TRIAL,
    from: "if (verdict !== 'unknown') return",
    to: 'if (verdict !== undefined) return',
  },
  {
    rule: 'replaces what works and is of nobody',
    file: CONVERGE,
    from: 'if (await storedWorks(scene, secret)) return',
    to: `const named = ours.some((item) => item.clientId === credentialIn(secret.value)?.client_id);
    if (named && (await storedWorks(scene, secret))) return`,
  },
  {
    rule: 'takes a conflict for its own write',
    file: SECRET,
    from: 'if (winner !== undefined && isOwnWrite(',
    to: 'if (winner !== undefined || isOwnWrite(',
  },
  {
    rule: 'knows its own write by the client id alone',
    file: SECRET,
    from: 'stored.client_secret === ours.client_secret &&',
    to: '',
  },
  {
    rule: 'installs again without a look',
    file: INSTALLING,
    from: 'const listed = await searchName(',
    to: 'const listed = !isAnswered && requests === 1 ? undefined : await searchName(',
  },
  {
    rule: 'installs beside what hides its secret',
    file: CONVERGE,
    from: 'await requireSecrets(scene, ours);',
    to: 'await requireSecrets(scene, []);',
  },
  {
    rule: 'waits for an answer for ever',
    file: `${RUN}/steady-calls.ts`,
    from: 'const CALL_LIMIT_MS = 30_000;',
    to: 'const CALL_LIMIT_MS = 30_000_000;',
  },
  {
    rule: "deletes another store's",
    file: OWNERSHIP,
    from: 'storeDigestIn(installation.description) === storeDigest(identity)',
    to: 'storeDigestIn(installation.description) !== undefined',
  },
  {
    rule: 'takes an application without an identity for its own',
    file: OWNERSHIP,
    from: 'storeDigestIn(installation.description) === storeDigest(identity)',
    to: '[undefined, storeDigest(identity)].includes(storeDigestIn(installation.description))',
  },
  {
    rule: 'writes over the secret of another account',
    file: OWNERSHIP,
    from: 'if (owner !== undefined && owner !== accountId) {',
    to: "if (owner === '') {",
  },
  {
    rule: 'writes over a record that may be of another account',
    file: OWNERSHIP,
    from: 'if (secret.accountId !== undefined) return;',
    to: 'if (secret.managedBy !== undefined) return;',
  },
  {
    rule: 'takes over what came after its first list',
    file: OWNERSHIP,
    from: '(record.takenOver?.has(item.id) ?? false)',
    to: 'scene.takeOver.includes(item.clientName)',
  },
  {
    rule: 'deletes on the way out what it may have stored',
    file: `${RUN}/way-out.ts`,
    from: "attempt.put === 'sent' ||",
    to: '',
  },
  {
    rule: 'deletes on the way out what a later list shows',
    file: DELETION,
    from: 'const entries = record.installed.filter(({ clientName }) => clientName === name);',
    to: `const { items: later } = await listApplications(scene);
  const mark = record.installed.find(({ clientName }) => clientName === name)?.description;
  const entries = later.filter(({ description }) => description === mark);`,
  },
  {
    rule: 'installs under a name that others use too',
    file: 'src/provisioning/manifest.ts',
    from: '{randomUUID()}',
    to: '{randomUUID().slice(0, 0)}',
  },
  {
    rule: 'deletes what lost our marker in the meantime',
    file: DELETION,
    from: 'if (!isStillOf(target, found)) return;',
    to: '',
  },
  {
    rule: 'takes one mark for both',
    file: 'src/provisioning/manifest.ts',
    from: 'installation.clientName.startsWith(CLIENT_NAME_PREFIX) &&',
    to: 'installation.clientName.startsWith(CLIENT_NAME_PREFIX) ||',
  },
];
