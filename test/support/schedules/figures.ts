/** What happened in how many schedules, counted by name. */
export type Figures = Record<string, number>;

export function count(figures: Figures, name: string, by = 1): void {
  figures[name] = (figures[name] ?? 0) + by;
}

export function sum(all: readonly Figures[]): Figures {
  const total: Figures = {};
  for (const figures of all) {
    for (const [name, number] of Object.entries(figures)) count(total, name, number);
  }
  return total;
}

/** Lines for people: names of the form "group: item" stand together. */
export function figuresText(figures: Figures): string {
  const groups = new Map<string, [string, number][]>();
  for (const [name, number] of Object.entries(figures).sort()) {
    const [group = name, item = ''] = name.split(': ');
    groups.set(group, [...(groups.get(group) ?? []), [item, number]]);
  }
  const lines = [...groups].map(([group, items]) => {
    const total = items.reduce((all, [, number]) => all + number, 0).toLocaleString('en');
    const parts = items.map(([item, number]) => `${item} ${number.toLocaleString('en')}`);
    return `${group}: ${total}${items.length > 1 ? ` (${parts.join(', ')})` : ''}`;
  });
  return lines.join('\n');
}
