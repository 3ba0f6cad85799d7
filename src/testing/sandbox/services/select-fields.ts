/** Which fields are asked for; undefined stands for a field with all that is in it. */
export type FieldSelection = ReadonlyMap<string, FieldSelection | undefined>;

/**
 * Reads a `select` parameter: names separated by commas, nested ones in parentheses, such as
 * `id,name,memberOf(agentGroupId)`. `$all` stays a name.
 *
 * @returns undefined when the parentheses or commas do not add up.
 */
export function parseSelect(select: string): FieldSelection | undefined {
  const tokens = select.match(/[^,()\s]+|[,()]/g) ?? [];
  let position = 0;

  const parseNames = (): FieldSelection | undefined => {
    const names = new Map<string, FieldSelection | undefined>();
    for (;;) {
      const name = tokens[position++];
      if (name === undefined || /^[,()]$/.test(name)) return undefined;
      if (tokens[position] === '(') {
        position += 1;
        const nested = parseNames();
        if (nested === undefined || tokens[position++] !== ')') return undefined;
        names.set(name, nested);
      } else {
        names.set(name, undefined);
      }
      if (tokens[position] !== ',') return names;
      position += 1;
    }
  };

  const selection = parseNames();
  return position === tokens.length ? selection : undefined;
}

/** Copies the selected fields; unknown names are ignored, arrays are taken item by item. */
export function selectFields(value: unknown, selection: FieldSelection | undefined): unknown {
  if (selection === undefined || selection.has('$all')) return value;
  if (Array.isArray(value)) return value.map((item) => selectFields(item, selection));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => selection.has(name));
  return Object.fromEntries(fields.map(([name, field]) => [name, selectFields(field, selection.get(name))]));
}
