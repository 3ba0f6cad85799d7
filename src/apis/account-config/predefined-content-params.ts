import * as z from 'zod/mini';
import { inPath, inQuery, type Parameter, type ParametersOf } from '../parameter.js';
import { oneOf, rule, text } from '../parameter-schemas.js';
import {
  type ChangesQueryParams,
  changesParameters,
  type DeltaQueryParams,
  deltaParameters,
} from './changes-query.js';
import { idList, type LocalisedReadParams, localisedParameters } from './engagement-window.js';
import { type AccountConfigReadParams, readParameters } from './read-params.js';

/** The older ways to say which fields of predefined content are answered. */
export interface PredefinedContentFieldsParams {
  /**
   * Comma-separated list out of `enabled`, `data`, `categoriesIds`, `hot-key` and `type`.
   * @deprecated LivePerson replaced it by `select`.
   */
  fields?: string | undefined;
  /**
   * `summary` answers id, deleted, enabled, categoriesIds, type and the hotkey, `all` the texts as well.
   * @deprecated LivePerson replaced it by `select`.
   * @default 'summary'
   */
  fieldSet?: 'summary' | 'all' | undefined;
}

/** What the reads of predefined content have in common. */
export interface PredefinedContentReadParams
  extends AccountConfigReadParams,
    LocalisedReadParams,
    PredefinedContentFieldsParams {
  /**
   * Fields to answer: a comma-separated list, nested fields in parentheses, for example
   * `id,data(lang,title,msg),skillIds`; `$all` asks for every field (observed). Without it texts and
   * skills are not answered (documented).
   */
  select?: string | undefined;
}

/** Parameters of `predefinedContent.list` and `predefinedContent.listGroupedByCategories`. */
export interface ListPredefinedContentParams extends PredefinedContentReadParams {
  /** Ids of the content to answer; at least one. */
  ids?: readonly (number | string)[] | undefined;
  /** Ids of the skills whose content to answer; at least one. */
  skillIds?: readonly (number | string)[] | undefined;
}

/** Parameters of `predefinedContent.get`. */
export interface GetPredefinedContentParams extends PredefinedContentReadParams {
  /** Id of the content, as a number or as its digits. */
  predefinedContentId: number | string;
}

/** Parameters of `predefinedContent.getDefault`. */
export interface GetDefaultPredefinedContentParams {
  /** Id of the template, for example `canned-response-template-1`. */
  templateId: string;
}

/** Parameters of `predefinedContent.queryDelta`. */
export interface QueryPredefinedContentDeltaParams
  extends DeltaQueryParams,
    LocalisedReadParams,
    PredefinedContentFieldsParams {}

/** Parameters of `predefinedContent.queryChanges`. */
export interface QueryPredefinedContentChangesParams
  extends ChangesQueryParams,
    LocalisedReadParams,
    PredefinedContentFieldsParams {}

/** Parameters of {@link PredefinedContentReadParams}. */
export function contentReadParameters(): ParametersOf<PredefinedContentReadParams> {
  return { ...readParameters(), ...fieldsParameters(), ...localisedParameters() };
}

/** Parameters of {@link ListPredefinedContentParams}. */
export function contentListParameters(): ParametersOf<ListPredefinedContentParams> {
  return { ...contentReadParameters(), ids: idList('ids'), skillIds: idList('skill_ids') };
}

/** Parameters of {@link QueryPredefinedContentDeltaParams}. */
export function contentDeltaParameters(): ParametersOf<QueryPredefinedContentDeltaParams> {
  return { ...deltaParameters(), ...fieldsParameters(), ...localisedParameters() };
}

/** Parameters of {@link QueryPredefinedContentChangesParams}. */
export function contentChangesParameters(): ParametersOf<QueryPredefinedContentChangesParams> {
  return { ...changesParameters(), ...fieldsParameters(), ...localisedParameters() };
}

/** The id of a template, in the path. */
export function templateId(): Parameter<string> {
  // Ids look like canned-response-template-1; a slash would name another path.
  const pattern = /^[\w.-]+$/;
  const schema = rule<string>(
    (value) => typeof value === 'string' && pattern.test(value),
    'the id of a template, for example canned-response-template-1',
    { type: 'string', pattern: pattern.source },
  );
  return inPath(schema);
}

function fieldsParameters(): ParametersOf<PredefinedContentFieldsParams> {
  return {
    fields: inQuery(z.optional(text('a list of field names such as enabled,data'))),
    fieldSet: inQuery(z.optional(oneOf(['summary', 'all'])), { wire: 'field_set' }),
  };
}
