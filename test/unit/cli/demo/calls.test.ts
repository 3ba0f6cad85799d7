import { describe, expect, it } from 'vitest';
import { demoCalls } from '../../../../src/cli/demo/calls.js';
import { Toolbelt } from '../../../../src/toolbelt/toolbelt.js';

describe('the calls of the demo', () => {
  it('are one for each operation of the privilege table, and no more', () => {
    const operations = Toolbelt.privileges.flatMap(({ id, operations }) =>
      Object.keys(operations).map((name) => `${id}.${name}`),
    );
    expect(Object.keys(demoCalls).sort()).toEqual(operations.sort());
  });
});
