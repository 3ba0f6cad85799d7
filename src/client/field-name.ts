const IDENTIFIER = /^[@A-Za-z_][\w-]{0,40}$/;
/** What is an id rather than a name: a UUID, many hexadecimal digits, or digits as no name has them. */
const DATA = [/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i, /^[0-9a-f]{16,}$/i, /\d{5}/, /\d\D+\d/];

/** The name of a field that nobody knows, or `<key>` when it may be data: servers use ids and people as keys, too. */
export function fieldName(name: string): string {
  const isName = IDENTIFIER.test(name) && !DATA.some((pattern) => pattern.test(name));
  return isName ? name : '<key>';
}
