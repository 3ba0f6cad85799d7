// Stands in for `zod/mini` in the deployed form: what the parameters of operations use of it, under the same names. Its
// answers are those of the original as far as they are looked at: whether a value passes, and of each issue the code, the
// path, the message and the unknown keys.

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string | undefined;
  readonly keys?: readonly string[];
}

type Look = (value: unknown) => readonly Issue[];
type Check = (value: never, issues: readonly Issue[]) => readonly Issue[];
type Result =
  | { readonly success: true }
  | { readonly success: false; readonly error: { issues: readonly Issue[] } };

const NONE: readonly Issue[] = [];

type Shape = Readonly<Record<string, Schema>>;

class Schema {
  /** For who describes schemas, which nobody does here. */
  readonly _zod: Record<string, unknown> = {};
  readonly look: Look;
  /** The values of a literal and the fields of an object, for the union that tells its options apart. */
  readonly values: readonly unknown[] | undefined;
  readonly shape: Shape | undefined;

  constructor(look: Look, { values, shape }: { values?: readonly unknown[]; shape?: Shape } = {}) {
    this.look = look;
    this.values = values;
    this.shape = shape;
  }

  safeParse(value: unknown): Result {
    const issues = this.look(value);
    return issues.length === 0 ? { success: true } : { success: false, error: { issues } };
  }

  check(...checks: readonly Check[]): Schema {
    return new Schema((value) =>
      // A value of the wrong kind is no matter for a check, nor is one that another check refused.
      checks.reduce(
        (issues, look) => (issues.length > 0 ? issues : look(value as never, issues)),
        this.look(value),
      ),
    );
  }
}

const issue = (code: string, message: string | undefined): readonly Issue[] => [{ code, path: [], message }];
const below = (key: PropertyKey, issues: readonly Issue[]): Issue[] =>
  issues.map((found) => ({ ...found, path: [key, ...found.path] }));
const when = (passes: (value: unknown) => boolean, code: string, message: string | undefined): Schema =>
  new Schema((value) => (passes(value) ? NONE : issue(code, message)));
const ofType = (type: string, message: string | undefined): Schema =>
  when((value) => typeof value === type, 'invalid_type', message);

export const custom = (test: (value: unknown) => unknown, message?: string): Schema =>
  when((value) => Boolean(test(value)), 'custom', message);
export const boolean = (message?: string): Schema => ofType('boolean', message);
export const string = (message?: string): Schema => ofType('string', message);
export const number = (message?: string): Schema => when(Number.isFinite, 'invalid_type', message);

export function literal(value: unknown, message?: string): Schema {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const { look } = when((given) => values.includes(given), 'invalid_value', message);
  return new Schema(look, { values });
}

export const optional = (schema: Schema): Schema =>
  new Schema((value) => (value === undefined ? NONE : schema.look(value)));

export const array = (item: Schema, message?: string): Schema =>
  new Schema((value) =>
    Array.isArray(value)
      ? Array.from(value, (one, index) => below(index, item.look(one))).flat()
      : issue('invalid_type', message),
  );

export function strictObject(shape: Shape, message?: string): Schema {
  const look: Look = (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return issue('invalid_type', message);
    const object = value as Readonly<Record<string, unknown>>;
    const issues = Object.entries(shape).flatMap(([key, field]) => below(key, field.look(object[key])));
    const keys: string[] = [];
    for (const key in object) if (!Object.hasOwn(shape, key)) keys.push(key);
    return keys.length === 0 ? issues : [...issues, { code: 'unrecognized_keys', path: [], message, keys }];
  };
  return new Schema(look, { shape });
}

export const union = (options: readonly Schema[], message?: string): Schema =>
  new Schema((value) => {
    const all = options.map((option) => option.look(value));
    return all.some((issues) => issues.length === 0) ? NONE : issue('invalid_union', message);
  });

export function discriminatedUnion(key: string, options: readonly Schema[], message?: string): Schema {
  const optionOf = (name: unknown) => options.find(({ shape }) => shape?.[key]?.values?.includes(name));
  return new Schema((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return issue('invalid_type', message);
    const option = optionOf((value as Readonly<Record<string, unknown>>)[key]);
    return option === undefined ? below(key, issue('invalid_union', message)) : option.look(value);
  });
}

export const minLength = (minimum: number, message?: string): Check => {
  return (value: { readonly length: number }) =>
    value.length >= minimum ? NONE : issue('too_small', message);
};
export const refine = (test: (value: never) => unknown, message?: string): Check => {
  return (value) => (test(value) ? NONE : issue('custom', message));
};
