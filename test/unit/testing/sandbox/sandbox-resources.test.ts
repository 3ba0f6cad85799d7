import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it, vi } from 'vitest';
import { SandboxResources } from '../../../../src/testing/sandbox/sandbox-resources.js';

it('closes all and removes the files, whatever fails, and tells the first failure', async () => {
  const resources = new SandboxResources();
  const folder = dirname(resources.files.writeHosts({}));
  const order: string[] = [];
  const last = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    order.push(existsSync(folder) ? 'closed before the files went' : 'closed too late');
  };
  const thrown = vi.fn(() => {
    throw new Error('first');
  });
  resources.add({ close: thrown }, { close: () => Promise.reject(new Error('second')) });
  resources.add({ close: last });
  await expect(resources.close()).rejects.toThrow('first');
  expect(order).toEqual(['closed before the files went']);
  expect(existsSync(folder)).toBe(false);
});
