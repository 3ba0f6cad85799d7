import * as z from 'zod/mini';
import type { Parameter } from '../define-api.js';
import { flag, id, rule } from '../parameter-schemas.js';

/** What the reads of texts in several languages have in common. */
export interface LocalisedReadParams {
  /**
   * Languages to answer, for example `['en-US', 'de-DE']`; all without it. The case of codes varies in
   * LivePerson's own examples (`en-US`, `en-us`).
   */
  lang?: readonly string[] | undefined;
  /**
   * Whether the server sanitises HTML in the texts.
   * @default false
   */
  sanitizeData?: boolean | undefined;
}

/** Parameters of {@link LocalisedReadParams}. */
export function localisedParameters(): Readonly<Record<keyof LocalisedReadParams, Parameter>> {
  return {
    lang: commaSeparated(languageCode(), "a list of language codes, for example ['en-US']"),
    sanitizeData: { in: 'query', wire: 'sanitize_data', schema: z.optional(flag()) },
  };
}

/** Ids as one query parameter, separated by commas. */
export function idList(wire: string): Parameter {
  return { ...commaSeparated(id(), 'a list of ids, for example [12, 34]'), wire };
}

function commaSeparated(item: z.ZodMiniType, meaning: string): Parameter {
  // An empty list would ask for everything, the opposite of what it says.
  const list = z.array(item, meaning).check(z.minLength(1, meaning));
  return { in: 'query', schema: z.optional(list), encode: (items: readonly unknown[]) => items.join(',') };
}

function languageCode(): z.ZodMiniType<string> {
  const pattern = /^[A-Za-z\d]+([-_][A-Za-z\d]+)*$/;
  return rule<string>(
    (value) => typeof value === 'string' && pattern.test(value),
    'a language code such as en-US',
    { type: 'string', pattern: pattern.source },
  );
}
