// Figures as text. A figure is a number, or the median of several with their quartiles: { median, q1, q3 }.
const FORMATS = {
  times: (value) => `${value.toFixed(2)}x`,
  ms: (value) => `${decimals(value)} ms`,
  us: (value) => `${decimals(value)} µs`,
  mib: (value) => `${value.toFixed(1)} MiB`,
  kb: (value) => `${value.toFixed(1)} kB`,
  count: (value) => Math.round(value).toLocaleString('en'),
  percent: (value) => `${value.toFixed(1)} %`,
};

export const times = FORMATS.times;

/** What a cell of a table shows: the figure, and the quartiles behind it. */
export function cellText(value, format) {
  if (value === undefined || value === null) return '-';
  if (format === 'text' || typeof value === 'string') return String(value);
  const text = numberText(format);
  if (typeof value === 'number') return text(value);
  const { median, q1, q3 } = value;
  if (q1 === undefined || q3 === undefined) return text(median);
  return `${text(median)} (${[q1, q3].map((quartile) => text(quartile).replace(/[^\d.,-]+$/, '')).join(' to ')})`;
}

/** A budget as a row of text: what, budget, measured, verdict. One without a limit is only told; `why` it is not measured. */
export function budgetCells({ what, limit, measured, format, atLeast = false, why }) {
  const value = typeof measured === 'object' ? measured?.median : measured;
  const shown =
    value === undefined ? ['not measured', why].filter(Boolean).join(': ') : cellText(value, format);
  if (limit === undefined) return [what, '-', shown, '-'];
  const verdict = value === undefined ? '-' : (atLeast ? value >= limit : value <= limit) ? 'met' : 'missed';
  return [what, `${atLeast ? '>=' : '<='} ${cellText(limit, format)}`, shown, verdict];
}

function numberText(format) {
  const text = FORMATS[format];
  if (text === undefined)
    throw new Error(`No format "${format}"; there are ${Object.keys(FORMATS).join(', ')}`);
  return text;
}

/** Four digits tell enough of a time: 12.3 and 1,234. */
function decimals(value) {
  return Math.abs(value) < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
}
