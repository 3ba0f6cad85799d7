import type { ApiDefinition, Operation } from '../apis/define-api.js';
import { allApis } from '../apis/index.js';
import type { Named } from './named.js';

/** Whether the function may call an operation, or the guard looks at it. */
export function reaches(named: Named, api: string, operation: string): boolean {
  const { apis, methods, privileges, rawCalls, rawOptions } = named;
  if (!apis.has(api)) return false;
  if (methods === undefined || privileges || methods.has(operation)) return true;
  // The rows of Data Access are made of several operations.
  if (api === 'dataAccess') return methods.has('rows');
  // The guard grants every GET of a row that may be read, and what is an operation.
  return rawCalls && (rawOptions || api === 'functions');
}

/** Whether the function may call an operation that is such. */
export function reachesOne(
  named: Named,
  isSuch: (operation: Operation, api: ApiDefinition) => boolean,
): boolean {
  return allApis.some((api) =>
    Object.entries<Operation>(api.operations).some(
      ([name, operation]) => isSuch(operation, api) && reaches(named, api.id, name),
    ),
  );
}
