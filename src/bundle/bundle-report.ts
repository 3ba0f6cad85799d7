/** Characters that a function of the platform may have. */
export const MOST_CHARACTERS = 100_000;

/** Whether it is told what weighs: the next change may be one too many. */
export function isTight(code: string): boolean {
  return code.length >= 0.9 * MOST_CHARACTERS;
}

/** What weighs in a bundle. */
export interface BundleInput {
  /** File, as a path relative to the working directory or to this library. */
  readonly path: string;
  /** Whose it is: the author's, that of a package, or a folder of this library. */
  readonly group: string;
  readonly characters: number;
}

/** A bundle that was made. */
export interface BundleReport {
  /** The module, as it is deployed. */
  readonly code: string;
  /** Its source map as JSON, where one was asked for. */
  readonly map: string | undefined;
  /** Ids of the APIs that it holds, in the order of the table. */
  readonly apis: readonly string[];
  /** What has to be told: of all APIs taken since a name is computed, or of too many characters. */
  readonly warnings: readonly string[];
  /** What weighs what, the heaviest first. */
  readonly inputs: readonly BundleInput[];
}

export function tooLarge({ length }: string): string {
  return `The bundle has ${length} characters, and the platform takes at most ${MOST_CHARACTERS}: nothing was written.`;
}

/** Characters by group, the heaviest first. */
export function weights(inputs: readonly BundleInput[]): { group: string; characters: number }[] {
  const sums = new Map<string, number>();
  for (const { group, characters } of inputs) sums.set(group, (sums.get(group) ?? 0) + characters);
  return [...sums]
    .map(([group, characters]) => ({ group, characters }))
    .sort((one, other) => other.characters - one.characters);
}
