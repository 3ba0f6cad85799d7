import * as z from 'zod/mini';
import { inQuery, type Parameter, type ParametersOf } from '../parameter.js';
import { flag, id, listOf, rule } from '../parameter-schemas.js';

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
export function localisedParameters(): ParametersOf<LocalisedReadParams> {
  return {
    lang: commaSeparated(languageCode(), "a list of language codes, for example ['en-US']", 'lang'),
    sanitizeData: inQuery(z.optional(flag()), { wire: 'sanitize_data' }),
  };
}

/** Ids as one query parameter, separated by commas. */
export function idList(wire: string): Parameter<readonly (number | string)[] | undefined> {
  return commaSeparated(id(), 'a list of ids, for example [12, 34]', wire);
}

function commaSeparated<Item>(
  item: z.ZodMiniType<Item>,
  meaning: string,
  wire: string,
): Parameter<readonly Item[] | undefined> {
  // An empty list would ask for everything, the opposite of what it says.
  const list = listOf(item, meaning, 1);
  return inQuery(z.optional(list), { wire, encode: (items) => items.join(',') });
}

function languageCode(): z.ZodMiniType<string> {
  const pattern = /^[A-Za-z\d]+([-_][A-Za-z\d]+)*$/;
  return rule<string>(
    (value) => typeof value === 'string' && pattern.test(value),
    'a language code such as en-US',
    { type: 'string', pattern: pattern.source },
  );
}
