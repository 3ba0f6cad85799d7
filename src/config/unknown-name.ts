/** What is wrong with the names of an object, in words for the person who wrote them. */
export interface UnknownName {
  readonly name: string;
  readonly message: string;
}

/**
 * Tells of a name that is not known, and which one was probably meant.
 *
 * @param owner Who was given the name, as messages name it: `users.list`.
 * @param kind What a name stands for: `option`, `parameter`, `field`.
 */
export function unknownNameProblem(
  owner: string,
  kind: string,
  name: string,
  known: readonly string[],
): UnknownName {
  const meant = nearestName(name, known);
  const hint = meant === undefined ? '.' : `; did you mean "${meant}"?`;
  const shown = JSON.stringify(name.slice(0, 100));
  const takes = known.length === 0 ? 'none' : known.join(', ');
  return { name, message: `${owner} has no ${kind} ${shown}${hint} It takes ${takes}` };
}

/** The known name that a mistyped one resembles most; undefined when it resembles none. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const typed = plain(name);
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = distanceOf(typed, plain(candidate));
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return least < Number.POSITIVE_INFINITY ? nearest : undefined;
}

function plain(name: string): string {
  return name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** Edits between two names; infinite for names that do not resemble each other. */
function distanceOf(typed: string, candidate: string): number {
  if (typed === candidate) return 0;
  const shorter = Math.min(typed.length, candidate.length);
  // Part of a name for the whole, or the other way round: appKeySecret, statusCode.
  if (shorter >= 3 && (candidate.startsWith(typed) || typed.startsWith(candidate))) return 1;
  const edits = editsBetween(typed, candidate);
  return edits <= Math.max(1, Math.floor(shorter / 3)) ? edits : Number.POSITIVE_INFINITY;
}

/** Levenshtein's distance, row by row. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
