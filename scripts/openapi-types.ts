import type { ApiDefinition } from '../src/apis/define-api.js';
import type { JsonSchema } from '../src/apis/parameter-schemas.js';

/** A Parameter Object of OpenAPI, or a reference to one. */
export type OpenApiParameter =
  | { readonly $ref: string }
  | {
      readonly name: string;
      readonly in: 'path' | 'query' | 'header';
      readonly required: boolean;
      readonly description?: string;
      readonly deprecated?: true;
      readonly schema: JsonSchema;
      /** false: the items of a list are separated by commas. */
      readonly explode?: false;
    };

/** A Response Object of OpenAPI, or a reference to one. */
export type OpenApiResponse =
  | { readonly $ref: string }
  | { readonly description: string; readonly content?: Readonly<Record<string, { schema: JsonSchema }>> };

/** An Operation Object of OpenAPI. */
export interface OpenApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly deprecated?: true;
  readonly parameters: readonly OpenApiParameter[];
  readonly requestBody?: {
    readonly required: true;
    readonly content: { readonly 'application/json': { readonly schema: JsonSchema } };
  };
  readonly responses: Readonly<Record<string, OpenApiResponse>>;
  readonly servers: readonly { readonly url: string }[];
  /** What the default key may do; absent outside the privilege table. */
  readonly 'x-lp-privilege'?: ApiDefinition['privilege'];
  readonly 'x-lp-service': string;
  /** Ids of operations with the same method and URL, which stand at another path. */
  readonly 'x-lp-variants'?: readonly string[];
}
