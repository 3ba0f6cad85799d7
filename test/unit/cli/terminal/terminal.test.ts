import { describe, expect, it } from 'vitest';
import { describeTerminal } from '../../../../src/cli/terminal/terminal.js';
import { readTerminalEnvironment } from '../../../../src/config/environment.js';

const person = {
  stdin: { isTTY: true },
  stdout: { isTTY: true, columns: 80 },
  stderr: { isTTY: true },
};

const terminal = (streams: Partial<typeof person> = {}, env: NodeJS.ProcessEnv = { TERM: 'xterm' }) =>
  describeTerminal({ ...person, ...streams }, readTerminalEnvironment(env));

describe('describeTerminal', () => {
  it('asks and draws where a person sits', () => {
    expect(terminal()).toEqual({ canAsk: true, canDraw: true });
  });

  it('neither asks nor draws where nobody sits', () => {
    const pipe = { isTTY: false };
    expect(terminal({ stdin: pipe, stdout: { isTTY: false, columns: 0 }, stderr: pipe })).toEqual({
      canAsk: false,
      canDraw: false,
    });
  });

  it('asks while stdout is a pipe, since questions go to stderr', () => {
    expect(terminal({ stdout: { isTTY: false, columns: 80 } })).toEqual({ canAsk: true, canDraw: false });
    expect(terminal({ stdin: { isTTY: false } })).toEqual({ canAsk: false, canDraw: true });
    expect(terminal({ stderr: { isTTY: false } })).toEqual({ canAsk: false, canDraw: true });
  });

  it.each([39, 0, Number.NaN])('does not draw in %s columns', (columns) => {
    expect(terminal({ stdout: { isTTY: true, columns } }).canDraw).toBe(false);
  });

  it.each([
    [{ CI: 'true' }, { canAsk: false, canDraw: false }],
    [{ CI: '1' }, { canAsk: false, canDraw: false }],
    [{ TERM: 'dumb' }, { canAsk: false, canDraw: false }],
    [{ NO_COLOR: '1' }, { canAsk: true, canDraw: false }],
    [{ NO_COLOR: '0' }, { canAsk: true, canDraw: false }],
    [{ ACCESSIBLE: '1' }, { canAsk: true, canDraw: false }],
    [
      { CI: 'false', NO_COLOR: '', ACCESSIBLE: '0' },
      { canAsk: true, canDraw: true },
    ],
  ])('heeds %j', (env, expected) => {
    expect(terminal({}, env)).toEqual(expected);
  });
});
