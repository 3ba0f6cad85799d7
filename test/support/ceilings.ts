import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What something weighs, and of what parts; what no part is told of makes the rest. */
export interface Weighed {
  /** Bytes of files, or characters of a bundle. */
  readonly size: number;
  readonly files?: number | undefined;
  readonly parts: Readonly<Record<string, number>>;
}

/** What was weighed when ceilings.json was written. */
export interface Ceiling extends Weighed {
  /** What it may weigh. */
  readonly most: number;
  /** What the design allows: `most` is never written beyond it. */
  readonly budget?: number | undefined;
}

const FILE = fileURLToPath(new URL('ceilings.json', import.meta.url));

/** How much may be added before somebody has to look: less than a feature, more than a line. */
const ROOM = 500;

/**
 * Why `name` weighs too much, with what grew; `undefined` when it does not. With `CEILINGS=write`, its row of ceilings.json
 * is written anew first.
 */
export function overCeiling(name: string, weighed: Weighed): string | undefined {
  if (process.env.CEILINGS === 'write') write(name, weighed);
  const ceiling = read()[name];
  if (ceiling === undefined) return `${name} has no ceiling yet: npm run ceilings`;
  return complaint(name, weighed, ceiling);
}

/** {@link overCeiling}, for a ceiling that is known. */
export function complaint(name: string, weighed: Weighed, ceiling: Ceiling): string | undefined {
  const moreFiles = weighed.files !== undefined && weighed.files > (ceiling.files ?? 0);
  if (weighed.size <= ceiling.most && !moreFiles) return undefined;
  const files = moreFiles ? ` in ${weighed.files} files (${ceiling.files ?? 0} before)` : '';
  return (
    `${name}: ${weighed.size}${files}, at most ${ceiling.most}. Since the figures were written: ` +
    `${changes(weighed, ceiling).join('; ') || 'no part changed'}. ` +
    'Take out what is not worth it, or run: npm run ceilings'
  );
}

/** Parts that weigh something else than before, what grew most first. */
function changes(now: Weighed, before: Weighed): string[] {
  const [parts, old] = [withRest(now), withRest(before)];
  return [...new Set([...Object.keys(parts), ...Object.keys(old)])]
    .map((part) => ({ part, by: (parts[part] ?? 0) - (old[part] ?? 0), now: parts[part] ?? 0 }))
    .filter(({ by }) => by !== 0)
    .sort((one, other) => other.by - one.by)
    .map(({ part, by, now: size }) => `${part} ${by > 0 ? '+' : ''}${by} (now ${size})`);
}

function withRest({ size, parts }: Weighed): Readonly<Record<string, number>> {
  const known = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return { ...parts, 'the rest': size - known };
}

function write(name: string, { size, files, parts }: Weighed): void {
  const all = read();
  const budget = all[name]?.budget;
  const most = Math.min(size + ROOM, budget ?? Number.POSITIVE_INFINITY);
  const sorted = Object.fromEntries(Object.entries(parts).sort(([one], [other]) => (one < other ? -1 : 1)));
  all[name] = { ...(budget !== undefined && { budget }), most, size, ...(files && { files }), parts: sorted };
  writeFileSync(FILE, `${JSON.stringify(all, null, 2)}\n`);
}

function read(): Record<string, Ceiling> {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Ceiling>;
}
