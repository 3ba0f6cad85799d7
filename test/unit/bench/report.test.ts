import { describe, expect, it } from 'vitest';

const bench = (file: string) => import(new URL(`../../../bench/support/${file}`, import.meta.url).href);
const { pageOf }: { pageOf(results: readonly unknown[], ids: readonly string[]): string } =
  await bench('page.mjs');
const { resultText }: { resultText(result: unknown): string } = await bench('table.mjs');
const {
  readOptions,
  ignoredBy,
}: {
  readOptions(args: string[], ids: string[]): Record<string, unknown>;
  ignoredBy(measure: { takes: string[] }, options: Record<string, unknown>): string;
} = await bench('options.mjs');
const { roundsText }: { roundsText(rounds: number, what?: string): string } = await bench('rounds.mjs');
const { chartOf }: { chartOf(plot: unknown): { option: ChartOption; width: number } } =
  await bench('plots.mjs');

interface ChartOption {
  readonly title: { readonly text: string };
  readonly xAxis: { readonly name: string };
  readonly yAxis: { readonly name?: string; readonly data?: readonly string[] };
  readonly series: readonly { readonly data: readonly unknown[] }[];
}

const BARS = {
  id: 'start',
  kind: 'bars',
  caption: 'CPU of a start',
  unit: 'ms',
  bars: [
    { name: 'ours', value: 50, low: 45, high: 60, peer: false },
    { name: 'slow', value: 90, peer: true },
    { name: 'floor', value: 25, peer: true },
  ],
};
const LINES = {
  id: 'heap',
  kind: 'lines',
  caption: 'Heap',
  x: 'seconds',
  y: 'MiB',
  series: [{ name: 'heap', points: [[0, 1]] }],
};
const RESULT = {
  id: 'start',
  title: 'A start',
  how: ['Of whole processes.'],
  tables: [
    {
      caption: 'CPU',
      columns: [
        { key: 'of', label: 'of the floor', format: 'times' },
        { key: 'cpu', label: 'CPU', format: 'ms' },
      ],
      rows: [
        { name: 'floor', peer: true, of: 1, cpu: { median: 25, q1: 24, q3: 27.5 } },
        { name: 'ours', peer: false, of: 2, cpu: 50 },
        { name: 'gone', peer: true, why: 'it cannot be installed' },
      ],
    },
  ],
  plots: [BARS, LINES],
  budgets: [
    { what: 'of the floor', limit: 2.1, measured: 2, format: 'times' },
    { what: 'faster than slow', limit: 3, measured: { median: 1.8 }, format: 'times', atLeast: true },
    { what: 'only told', measured: 50, format: 'ms' },
    { what: 'of another', limit: 3, format: 'times', atLeast: true, why: 'it could not be had' },
  ],
};
const ON = {
  cpu: 'A CPU',
  cores: 2,
  memoryGiB: 8,
  system: 'Linux',
  load: 0.1,
  node: 'v20.0.0',
  peers: { got: '14.0.0' },
  commit: 'abcdef0',
  date: '2026-01-01',
  command: 'npm run bench -- --write',
};

describe('the page', () => {
  const page = pageOf([{ ...RESULT, on: ON }], ['start', 'other']);

  it('says where, when and how was measured, and what was not', () => {
    expect(page).toContain('| CPU | A CPU, 2 cores |');
    expect(page).toContain('| Others | got 14.0.0 |');
    expect(page).toContain('on 2026-01-01 at commit abcdef0, load 0.1');
    expect(page).toContain('`npm run bench -- --write`');
    expect(page).toContain('Not measured yet: `other`.');
  });

  it('has figures with quartiles, marks this library and says why a contestant did not run', () => {
    expect(page).toContain('| floor | 1.00x | 25.0 ms (24.0 to 27.5) |');
    expect(page).toContain('| **ours** | 2.00x | 50.0 ms |');
    expect(page).toContain('| gone: not run, it cannot be installed | - | - |');
  });

  it('judges budgets, whichever way is better', () => {
    expect(page).toContain('| of the floor | <= 2.10x | 2.00x | met |');
    expect(page).toContain('| faster than slow | >= 3.00x | 1.80x | missed |');
    expect(page).toContain('| only told | - | 50.0 ms | - |');
    expect(page).toContain('| of another | >= 3.00x | not measured: it could not be had | - |');
  });

  it('leads to its plots', () => {
    expect(page).toContain('![CPU of a start](performance/start.svg)');
    expect(page).toContain('![Heap](performance/heap.svg)');
  });
});

describe('the terminal', () => {
  it('stars this library, and has columns', () => {
    const lines = resultText(RESULT).split('\n');
    expect(lines).toContain('== A start');
    expect(lines.find((line) => line.includes('* ours'))).toMatch(/2\.00x +50\.0 ms$/);
    expect(() => resultText({ ...RESULT, budgets: [{ what: 'x', measured: 1, format: 'miles' }] })).toThrow(
      'No format "miles"; there are times, ms',
    );
  });
});

describe('rounds', () => {
  it('are told as one, or as what medians are of', () => {
    expect(roundsText(1)).toBe('One round');
    expect(roundsText(5)).toBe('Medians and quartiles of 5 rounds');
    expect(roundsText(15, 'fresh processes each')).toBe('Medians and quartiles of 15 fresh processes each');
  });
});

describe('plots', () => {
  it('have bars by value, the least above, and their unit', () => {
    const { option } = chartOf(BARS);
    // ECharts draws from below.
    expect(option.yAxis.data).toEqual(['slow', 'ours', 'floor']);
    expect(option.xAxis.name).toBe('ms');
    expect(option.title.text).toBe('CPU of a start');
    expect(option.series[1]?.data).toEqual([
      [90, 0, 90, 90],
      [50, 1, 45, 60],
      [25, 2, 25, 25],
    ]);
  });

  it('have lines with both units', () => {
    const { option } = chartOf(LINES);
    expect([option.xAxis.name, option.yAxis.name]).toEqual(['seconds', 'MiB']);
    expect(() => chartOf({ id: 'x', kind: 'pie' })).toThrow('no kind "pie"; there are bars, lines');
  });
});

describe('the options', () => {
  const library = new URL(import.meta.url).pathname;
  const read = (...args: string[]) => readOptions([`--library=${library}`, ...args], ['one', 'two']);

  it('choose measures in their own order, and rounds', () => {
    expect(read()).toMatchObject({ only: ['one', 'two'], rounds: 5, write: false, before: undefined });
    expect(read('--only', 'two,one', '--quick').only).toEqual(['one', 'two']);
    expect(read('--quick').rounds).toBe(2);
    expect(read('--rounds', '7', '--full').rounds).toBe(7);
  });

  it('say which of those that were asked for a measure does not take', () => {
    const options = read('--rounds', '7', '--before', library);
    expect(ignoredBy({ takes: ['rounds', 'before'] }, options)).toBe('');
    expect(ignoredBy({ takes: ['rounds'] }, options)).toBe('without --before, which it does not take');
    expect(ignoredBy({ takes: [] }, options)).toBe('without --rounds and --before, which it does not take');
    expect(ignoredBy({ takes: [] }, read())).toBe('');
  });

  it.each([
    [['--only', 'three'], 'No measure "three"; there are one, two'],
    [['--fast'], 'No option --fast; there are --only, --rounds, --quick'],
    [['--rounds', '0'], '--rounds takes a whole number above 0; got 0'],
    [['--quick', '--full'], '--quick and --full are two'],
    [
      ['--quick', '--write'],
      '--quick makes fewer calls than the page says: leave out --write, or take --rounds',
    ],
    [['--before', '/nowhere/index.js'], 'There is no build at /nowhere/index.js'],
  ])('refuses %j', (args, message) => {
    expect(() => read(...args)).toThrow(message);
  });
});
