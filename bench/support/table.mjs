/** Rows of text in columns: the first to the left, the others to the right. */
export function table(head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])));
  return all.map((row) => line(row).join('  ').trimEnd()).join('\n');
}

export const times = (ratio) => `${ratio.toFixed(2)}x`;
