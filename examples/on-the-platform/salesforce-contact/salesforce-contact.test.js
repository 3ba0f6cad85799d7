import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { FUNCTIONS, startFunction } from '../start-function.js';

// What the function uses of jsforce, with one contact. Functions run in the folder above theirs, and find packages there.
const JSFORCE = `
  exports.Connection = class {
    sobject = (type) => ({
      find: ({ Email }) => ({
        limit: async () => (type === 'Contact' && Email === 'ada@example.com' ? [{ Id: '003', Name: 'Ada' }] : []),
      }),
    });
  };`;
const project = await mkdtemp(join(tmpdir(), 'salesforce-contact-'));
const jsforce = join(project, 'node_modules/@jsforce/jsforce-node');
await mkdir(jsforce, { recursive: true });
await writeFile(join(jsforce, 'index.js'), JSFORCE);
await cp(FUNCTIONS, join(project, 'functions'), { recursive: true });
after(() => rm(project, { recursive: true }));

const { invoke } = await startFunction('salesforce-contact', join(project, 'functions'));

test('finds a contact', async () => {
  assert.deepEqual(await invoke({ email: 'ada@example.com' }), { contact: { Id: '003', Name: 'Ada' } });
});

test('knows that there is none', async () => {
  assert.deepEqual(await invoke({ email: 'nobody@example.com' }), { contact: null });
});
