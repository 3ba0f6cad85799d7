// What LivePerson answers that is no success: which statuses, in which form.
import type { Operation } from '../src/apis/define-api.js';
import type { JsonSchema } from '../src/apis/parameter-schemas.js';
import type { OpenApiResponse } from './openapi-types.js';

/** Name of a component schema of {@link ERROR_SCHEMAS}. */
type ErrorForm = 'ServiceError' | 'MonitoringError' | 'FunctionsError' | 'FunctionsV1Error';

const text = (description: string): JsonSchema => ({ type: 'string', description });

/** Fields that are not named here may come along. */
export const ERROR_SCHEMAS: Readonly<Record<ErrorForm, JsonSchema>> = {
  ServiceError: {
    type: 'object',
    description:
      'An error of a service. Documented for workdays; the other services document none, and clients have seen ' +
      'the same fields, so each may be absent.',
    properties: {
      type: text('Kind of the error.'),
      internalCode: {
        type: ['integer', 'string'],
        description: 'Code of the error, for example 12: no data was found.',
      },
      message: text('What went wrong.'),
      time: text('When it went wrong (seen by a client).'),
      responseStatus: {
        type: ['integer', 'string'],
        description: 'Status of the answer (seen by a client).',
      },
    },
  },
  MonitoringError: {
    type: 'object',
    description:
      'An error of the service smt. Documented for IVR Engagement; for the others of the service the codes only.',
    properties: {
      time: text('When it went wrong: ISO 8601 with an offset.'),
      message: text('What went wrong.'),
      internalCode: text(
        'Code of the error: 6 invalid account, 10 no permission, 12 session not found, 33 bad request, ' +
          '37 invalid visitor, 39 invalid session.',
      ),
    },
    required: ['time', 'message', 'internalCode'],
  },
  FunctionsError: {
    type: 'object',
    description: 'An error of the Functions gateway.',
    properties: {
      code: text(
        'Code of the error. One that begins with `com.customer.` blames the function, one that begins with ' +
          '`com.liveperson.` the platform or the caller.',
      ),
      message: text('What went wrong.'),
    },
    required: ['code', 'message'],
  },
  FunctionsV1Error: {
    type: 'object',
    description: 'An error of the Functions gateway for the V1 platform.',
    properties: {
      errorCode: text('Code of the error, for example `com.liveperson.faas.es.missinglambda`.'),
      errorMsg: text('What went wrong.'),
    },
    required: ['errorCode', 'errorMsg'],
  },
};

const STATUSES = {
  '400': { name: 'BadRequest', description: 'A parameter or the body is wrong' },
  '401': { name: 'Unauthorized', description: 'The credential is missing, wrong or out of date' },
  '403': { name: 'Forbidden', description: 'The credential has no privilege for this' },
  '404': { name: 'NotFound', description: 'There is no such thing, or no data' },
  '429': {
    name: 'TooMany',
    description: 'Too many requests; Retry-After says how long to wait, where it is there',
  },
  '500': { name: 'ServerError', description: 'The service failed; it may be temporary' },
  default: {
    name: 'Failure',
    description:
      'Another error; what stands before the service (a firewall, a proxy) may answer text or a page',
  },
} as const;

const FUNCTION_FAILED =
  'Another error. 901: the function threw (`com.customer.faas.function.threw-error`), failed ' +
  '(`com.customer.faas.function.js-runtime-error`) or ran for too long ' +
  '(`com.customer.faas.function.execution-exceeded`); OpenAPI has no place for a status above 599';

const FUNCTION_FAILED_V1 =
  'Another error. 901: the function failed (`com.liveperson.faas.handler.custom-failure`, ' +
  '`com.liveperson.faas.handler.runtime-exception`) or ran for too long ' +
  '(`com.liveperson.faas.handler.executiontime-exceeded`); OpenAPI has no place for a status above 599';

/** Answers to an operation that are no success, as references by status. */
export function errorResponses(
  service: string,
  { query, throttledStatus }: Operation,
): Record<string, { $ref: string }> {
  const form = formOf(service, query?.v);
  const found = Object.entries(STATUSES).map(([status, { name }]): [string, { $ref: string }] => [
    status,
    responseReference(form, name),
  ]);
  if (throttledStatus !== undefined) {
    found.unshift([String(throttledStatus), responseReference(form, STATUSES['429'].name)]);
  }
  return Object.fromEntries(found);
}

/** The responses that {@link errorResponses} refers to. */
export function errorComponents(): Record<string, OpenApiResponse> {
  const forms = Object.keys(ERROR_SCHEMAS) as ErrorForm[];
  const responses = forms.flatMap((form) =>
    Object.values(STATUSES).map(({ name, description }): [string, OpenApiResponse] => {
      const schema = { $ref: `#/components/schemas/${form}` };
      const words = name === 'Failure' ? failureOf(form, description) : description;
      return [responseName(form, name), { description: words, content: { 'application/json': { schema } } }];
    }),
  );
  return Object.fromEntries(responses);
}

function formOf(service: string, version: string | undefined): ErrorForm {
  if (service === 'smt') return 'MonitoringError';
  if (service !== 'faasGW') return 'ServiceError';
  return version === '1' ? 'FunctionsV1Error' : 'FunctionsError';
}

function failureOf(form: ErrorForm, description: string): string {
  if (form === 'FunctionsError') return FUNCTION_FAILED;
  return form === 'FunctionsV1Error' ? FUNCTION_FAILED_V1 : description;
}

function responseReference(form: ErrorForm, name: string): { $ref: string } {
  return { $ref: `#/components/responses/${responseName(form, name)}` };
}

/** For example `BadRequest`, and `FunctionsBadRequest` of a service with a form of its own. */
function responseName(form: ErrorForm, name: string): string {
  return `${form === 'ServiceError' ? '' : form.replace('Error', '')}${name}`;
}
