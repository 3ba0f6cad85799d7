import { budgetCells, cellText, times } from './figures.mjs';

export { times };

/** Rows of text in columns: the first to the left, the others to the right. */
export function table(head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])));
  return all.map((row) => line(row).join('  ').trimEnd()).join('\n');
}

export const BUDGET_HEAD = ['budget', 'limit', 'measured', 'verdict'];

/** A table of a result as text: what each column is called, and the cells of each row, its name first. */
export function cellsOf({ columns, rows }) {
  const head = ['', ...columns.map(({ label }) => label)];
  return { head, rows: rows.map((row) => ({ peer: row.peer !== false, cells: rowCells(row, columns) })) };
}

/** A result for the terminal; rows of this library have a star. */
export function resultText({ title, tables = [], budgets = [] }) {
  const parts = tables.map((one) => {
    const { head, rows } = cellsOf(one);
    const marked = rows.map(({ peer, cells: [name, ...others] }) => [
      `${peer ? ' ' : '*'} ${name}`,
      ...others,
    ]);
    return `${one.caption}\n${table(head, marked)}`;
  });
  if (budgets.length > 0) parts.push(table(BUDGET_HEAD, budgets.map(budgetCells)));
  return [`== ${title}`, ...parts].join('\n\n');
}

/** A contestant that could not be run says `why` in place of figures. */
function rowCells(row, columns) {
  const figures = columns.map(({ key, format }) => cellText(row[key], format));
  const isSilent = columns.every(({ key }) => row[key] === undefined);
  return isSilent && row.why !== undefined
    ? [`${row.name}: not run, ${row.why}`, ...figures]
    : [row.name, ...figures];
}
