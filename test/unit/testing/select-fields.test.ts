import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSelect, selectFields } from '../../../src/testing/sandbox/services/select-fields.js';

const USER = {
  id: 1,
  name: 'A',
  memberOf: { agentGroupId: 2, assignmentDate: 'd' },
  skills: [{ id: 3, name: 'S' }],
};

describe('select', () => {
  it.each([
    ['id', { id: 1 }],
    ['id,name', { id: 1, name: 'A' }],
    [' id , name ', { id: 1, name: 'A' }],
    ['nothing', {}],
    ['memberOf', { memberOf: USER.memberOf }],
    ['memberOf(agentGroupId),skills(name)', { memberOf: { agentGroupId: 2 }, skills: [{ name: 'S' }] }],
    ['memberOf(agentGroupId(deeper))', { memberOf: { agentGroupId: 2 } }],
    ['$all', USER],
    ['memberOf($all)', { memberOf: USER.memberOf }],
  ])('reads %s', (select, expected) => {
    expect(selectFields(USER, parseSelect(select))).toEqual(expected);
  });

  it.each(['', ',', 'id,', ',id', 'id,,name', 'a(', 'a)', 'a()', '(a)', 'a(b', 'a(b))', 'a(b)c'])(
    'refuses "%s"',
    (text) => {
      expect(parseSelect(text)).toBeUndefined();
    },
  );

  it('never throws, and selects nothing that is not there', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'id', ',', '(', ')', '$all', ' ', 'memberOf') }),
        (text) => {
          const selection = parseSelect(text);
          if (selection === undefined) return;
          const selected = selectFields(USER, selection) as Record<string, unknown>;
          for (const name of Object.keys(selected)) expect(Object.keys(USER)).toContain(name);
        },
      ),
    );
  });
});
