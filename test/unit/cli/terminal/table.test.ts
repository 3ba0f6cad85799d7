import { describe, expect, it } from 'vitest';
import { formatTable } from '../../../../src/cli/terminal/table.js';

describe('formatTable', () => {
  const columns = [{ title: 'Operation' }, { title: 'Items', align: 'right' }, { title: 'Result' }] as const;

  it('is as wide as its widest cell or title, numbers to the right', () => {
    const rows = [
      ['users.list', '50', 'ok'],
      ['users.get', '123456', 'not found'],
    ];
    expect(formatTable(columns, rows)).toEqual([
      'Operation    Items  Result',
      '----------  ------  ---------',
      'users.list      50  ok',
      'users.get   123456  not found',
    ]);
  });

  it('leaves no blanks at the end of a line', () => {
    expect(formatTable(columns, [['users.list', '1', '']])[2]).toBe('users.list      1');
  });

  it('has titles without rows', () => {
    expect(formatTable(columns, [])).toEqual(['Operation  Items  Result', '---------  -----  ------']);
  });
});
