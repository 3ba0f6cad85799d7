import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FolderFunctions } from '../../../../src/testing/sandbox/functions/folder-functions.js';
import { functionEnvironment } from '../../../../src/testing/sandbox/functions/function-environment.js';
import { readFunctionFolder } from '../../../../src/testing/sandbox/functions/function-folder.js';
import { FunctionInstances } from '../../../../src/testing/sandbox/functions/function-instances.js';
import { TimeLimit } from '../../../../src/testing/sandbox/functions/time-limit.js';
import { TestClock } from '../../../../src/testing/test-clock.js';
import { FunctionFiles } from '../../../support/function-files.js';

let files: FunctionFiles;

beforeEach(() => {
  files = new FunctionFiles({ never: 'const lambda = () => new Promise(() => undefined);' });
});
afterEach(() => {
  vi.restoreAllMocks();
  files[Symbol.dispose]();
});

it('starts no process for an invocation that waited for its turn when all are ended', async () => {
  const onEvent = vi.fn();
  const instances = (await readFunctionFolder(files.path, false)).map((one) => {
    const timeLimit = new TimeLimit(new TestClock());
    const environment = () => functionEnvironment({});
    return new FunctionInstances(one, 0, {
      timeLimit,
      folder: files.root,
      environment,
      onEvent,
      debuggerPort: 0,
    });
  });
  const answers = [1, 2].flatMap((payload) => instances.map((one) => one.invoke({ headers: [], payload })));
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all(instances.map((one) => one.close()));
  const failed = (message: unknown) => ({ failure: { kind: 'runtime-error', message } });
  expect(await Promise.all(answers)).toEqual([
    failed(expect.stringContaining('ended before it returned')),
    failed('The function was stopped before it ran'),
  ]);
  expect(instances.map(({ isEmpty }) => isEmpty)).toEqual([true]);
});

it('keeps nothing of the files before a change', async () => {
  const closed = vi.spyOn(FunctionInstances.prototype, 'close');
  const functions = await FolderFunctions.open(
    files.path,
    { fixtures: {} as never, clock: new TestClock() },
    { v1: false },
  );
  for (let change = 0; change < 5; change += 1) {
    files.write('never', `const lambda = () => '${'x'.repeat(change)}';`);
    expect((await functions.productive()).map(({ name }) => name)).toEqual(['never']);
  }
  await functions.close();
  expect(closed).toHaveBeenCalledOnce();
});
