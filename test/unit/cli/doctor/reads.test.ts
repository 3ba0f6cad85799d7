import { describe, expect, it } from 'vitest';
import { answers } from '../../../../src/apis/answers.generated.js';
import { doctorReads } from '../../../../src/cli/doctor/reads.js';
import { Toolbelt } from '../../../../src/toolbelt/toolbelt.js';

describe('the reads of doctor', () => {
  it('are one for each row of the privilege table, of an operation of that row', () => {
    const reads = Object.entries(doctorReads).map(([id, { operation }]) => [id, ...operation.split('.')]);
    for (const [id, api, method = ''] of reads) {
      const row = Toolbelt.privileges.find((one) => one.id === id);
      expect(api).toBe(id);
      expect(Object.keys(row?.operations ?? {})).toContain(method);
    }
    expect(reads.map(([id]) => id)).toEqual(Toolbelt.privileges.map(({ id }) => id));
  });

  it('are of operations whose answers are known, so that a report can compare them', () => {
    const operations = Object.values(doctorReads).map(({ operation }) => operation);
    expect(Object.keys(answers)).toEqual(expect.arrayContaining(operations));
  });
});
