/** Capabilities by path pattern, as one policy grants them. */
export type VaultPolicy = ReadonlyMap<string, readonly string[]>;

/** What every token may do, unless it was made without the default policy. */
export const DEFAULT_POLICY = `
path "auth/token/lookup-self" { capabilities = ["read"] }
path "auth/token/renew-self" { capabilities = ["update"] }
path "auth/token/revoke-self" { capabilities = ["update"] }
`;

/** Reads `path "…" { capabilities = […] }` blocks; throws for anything else, so that no rule is overlooked. */
export function parsePolicy(text: string): VaultPolicy {
  const rules = new Map<string, readonly string[]>();
  const rest = text
    .replace(/^\s*#.*$/gm, '')
    .replace(/path\s+"([^"]+)"\s*\{\s*capabilities\s*=\s*\[([^\]]*)\]\s*\}/g, (_, path, list) => {
      rules.set(
        path,
        [...String(list).matchAll(/"([^"]+)"/g)].map(([, name]) => String(name)),
      );
      return '';
    });
  if (rest.trim() !== '')
    throw new Error(`the stand-in cannot read this of a policy: ${rest.trim().slice(0, 80)}`);
  return rules;
}

/**
 * Whether the policies grant a capability on a path. Of the patterns that match, the most specific one decides
 * alone; the same pattern in several policies adds up; `deny` beats all else in it.
 */
export function isGranted(policies: readonly VaultPolicy[], path: string, capability: string): boolean {
  const patterns = new Set(policies.flatMap((policy) => [...policy.keys()]));
  const matching = [...patterns].filter((pattern) => matches(pattern, path)).sort(bySpecificity);
  // A list is granted with or without the slash at the end.
  const [best] = matching;
  if (best === undefined) {
    return path.endsWith('/') && capability === 'list' && isGranted(policies, path.slice(0, -1), capability);
  }
  const granted = policies.flatMap((policy) => policy.get(best) ?? []);
  return granted.includes(capability) && !granted.includes('deny');
}

function matches(pattern: string, path: string): boolean {
  const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const source = escaped.replace(/\\\*$/, '.*').replace(/(^|\/)\\\+(?=\/|$)/g, '$1[^/]+');
  return new RegExp(`^${source}$`).test(path);
}

/** Documented: a later first wildcard, no glob, fewer `+`, longer, then alphabetically later. */
function bySpecificity(a: string, b: string): number {
  const wildcard = (pattern: string) => {
    const at = pattern.search(/[*+]/);
    return at === -1 ? Number.POSITIVE_INFINITY : at;
  };
  const pluses = (pattern: string) => pattern.split('+').length;
  if (wildcard(a) !== wildcard(b)) return wildcard(b) - wildcard(a);
  if (a.endsWith('*') !== b.endsWith('*')) return a.endsWith('*') ? 1 : -1;
  return pluses(a) - pluses(b) || b.length - a.length || (a < b ? 1 : -1);
}
