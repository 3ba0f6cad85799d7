/** What the fields are called that most operations have: in the deployed form, and in the table. */
export const SHORT_FIELDS = {
  p: 'parameters',
  u: 'path',
  i: 'items',
  c: 'check',
} as const;

/** The fields of an operation under their names. `v` stands for a query that has this alone, until there is another. */
export function longFields({ v, ...fields }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const long: Record<string, unknown> = v === undefined ? {} : { query: { v } };
  for (const [name, value] of Object.entries(fields)) {
    long[(SHORT_FIELDS as Readonly<Record<string, string>>)[name] ?? name] = value;
  }
  return long;
}
