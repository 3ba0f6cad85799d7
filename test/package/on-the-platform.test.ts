import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { AuthorProject, functionsIn } from './author-project.js';
import { root } from './run.js';

const EXAMPLES = join(root, 'examples/on-the-platform');

const names = await functionsIn(EXAMPLES);
let project: AuthorProject;

beforeAll(async () => {
  project = await AuthorProject.make('on-the-platform', EXAMPLES);
});

// The default reporter of `node --test` differs between versions of Node.
const TEST = ['--test', '--test-reporter=tap'];

const testOf = (name: string) => `functions/${name}/${name}.test.js`;

describe('the examples of functions', () => {
  it.each(names)('%s passes its test as it is written', async (name) => {
    expect(await project.run([...TEST, testOf(name)])).toMatch(/^# fail 0$/m);
  });

  it('are tested with Vitest, in JavaScript and in TypeScript with `using`', async () => {
    const told = await project.run(['node_modules/vitest/vitest.mjs', 'run', '.spec.'], { NO_COLOR: '1' });
    expect(told).toMatch(/Tests\s+2 passed/);
  });
});

describe('the bundled examples', () => {
  /** What the command said of each, or how it failed. */
  const told = new Map<string, unknown>();

  beforeAll(async () => {
    const settings = 'settings.json';
    await cp(join(EXAMPLES, settings), join(project.path, 'dist', settings));
    for (const name of names) told.set(name, await bundled(name).catch((error: unknown) => error));
  });

  async function bundled(name: string): Promise<string> {
    const out = join('dist', name);
    const args = ['bundle', join('functions', name), '--out', join(out, 'index.js')];
    const words = await project.toolbelt(args);
    // One that is too long has none, and is passed over: the others can be run.
    await cp(join(EXAMPLES, name, 'config.json'), join(project.path, out, 'config.json'));
    return words;
  }

  it.each(names)('%s is short enough, and passes its test', async (name) => {
    expect(told.get(name)).toMatch(/index\.js: \d+ of 100000 characters/);
    expect(await project.run([...TEST, testOf(name)], { FUNCTIONS: 'dist' })).toMatch(/^# fail 0$/m);
  });
});
