import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveProgress } from '../../../../src/cli/provision/live-progress.js';

/** The library draws this often. */
const FRAME_MS = 80;
const DETAIL = 'The infrastructure is being built; this takes up to ten minutes';
const frame = { fraction: 0.42, text: ' 42 %  4:12  Configuring the infrastructure', detail: DETAIL };

beforeEach(() => {
  vi.useFakeTimers();
  // Where it is set, the library draws changes only; there, nothing is drawn live.
  vi.stubEnv('CI', '');
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** Stands in for a terminal, as far as the library looks at one. */
class FakeTerminal extends PassThrough {
  readonly isTTY = true;
  columns: number;

  constructor(columns: number) {
    super({ encoding: 'utf8' });
    this.columns = columns;
  }

  /** What was written since the last call. */
  drawn(): string {
    return (this.read() as string | null) ?? '';
  }

  resize(columns: number): void {
    this.columns = columns;
    this.emit('resize');
  }
}

function open(columns: number) {
  const terminal = new FakeTerminal(columns);
  return { terminal, progress: new LiveProgress(terminal as unknown as NodeJS.WriteStream, frame) };
}

/** Lines of the frame drawn last, without colours. */
function linesOf(drawn: string): string[] {
  return stripVTControlCharacters(drawn).split('\n').slice(-2);
}

describe('LiveProgress', () => {
  it('draws bar, text and detail, and later ones in their place', () => {
    const { terminal, progress } = open(120);
    vi.advanceTimersByTime(FRAME_MS);
    const [first, second] = linesOf(terminal.drawn());
    expect(first).toMatch(/^.[ ]{2}━{30}[ ]{2}42 % {2}4:12 {2}Configuring the infrastructure$/);
    expect(second).toMatch(new RegExp(`^   ${DETAIL}\\.*$`));

    progress.show({ fraction: 0.5, text: ' 50 %', detail: '' });
    vi.advanceTimersByTime(FRAME_MS);
    const next = terminal.drawn();
    expect(next).toContain('\u001b[1A');
    expect(stripVTControlCharacters(next)).toMatch(/ 50 %\.*$/);
    expect(next).not.toContain(DETAIL);
    progress.end('Ready', true);
    expect(stripVTControlCharacters(terminal.drawn())).toMatch(/^◇ {2}Ready$/m);
  });

  it.each([40, 41, 60, 79, 80, 100, 250])('never draws wider than %i columns', (columns) => {
    const { terminal, progress } = open(columns);
    // So long that each state of the moving dots was drawn.
    for (let time = 0; time < 6_000; time += FRAME_MS) {
      vi.advanceTimersByTime(FRAME_MS);
      for (const line of linesOf(terminal.drawn())) expect(line.length).toBeLessThan(columns);
    }
    progress.end('Ready', true);
  });

  it('takes away lines that a narrower terminal has broken, and fits the next ones', () => {
    const { terminal, progress } = open(100);
    vi.advanceTimersByTime(FRAME_MS);
    const widths = linesOf(terminal.drawn()).map((line) => line.length);
    expect(widths.map((width) => Math.ceil(width / 50))).toEqual([2, 2]);
    terminal.resize(50);
    // Two lines more than were drawn.
    expect(terminal.drawn()).toContain('\u001b[2A');
    vi.advanceTimersByTime(FRAME_MS);
    const lines = linesOf(terminal.drawn());
    for (const line of lines) expect(line.length).toBeLessThan(50);
    expect(lines[0]).toContain('━'.repeat(12));
    progress.end('Ready', true);
  });

  it('does not mind a terminal whose width is not known', () => {
    const { terminal, progress } = open(100);
    vi.advanceTimersByTime(FRAME_MS);
    terminal.drawn();
    terminal.resize(0);
    vi.advanceTimersByTime(FRAME_MS);
    expect(linesOf(terminal.drawn())[0]).toContain(' 42 %');
    progress.end('Ready', true);
  });

  it('draws nothing any more when it has ended', () => {
    const { terminal, progress } = open(100);
    vi.advanceTimersByTime(FRAME_MS);
    progress.end('Not ready', false);
    terminal.drawn();
    terminal.resize(60);
    vi.advanceTimersByTime(1_000);
    expect(terminal.drawn()).toBe('');
    expect(terminal.listenerCount('resize')).toBe(0);
  });
});
