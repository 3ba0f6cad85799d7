import type { ApiDefinition, ApiRow, OperationInfo } from '../../apis/define-api.js';
import { longFields } from './short-fields.js';
import { longPath } from './short-path.js';

/** A row or an operation that leaves out what most have; see `rewrite`. */
type Short<Whole> = Partial<Whole>;

/** Stands in for the original in the deployed form: puts in what `rewrite` left out, and writes paths and names out. */
/* @__NO_SIDE_EFFECTS__ */
export function defineApi(definition: Short<ApiDefinition>): object {
  const { title, owns = [], operations = {} } = definition;
  const whole = Object.entries(operations).map(([name, short]) => {
    const operation: Short<OperationInfo> = longFields({ ...short });
    return [name, { method: 'GET', ...operation, path: longPath(operation.path ?? '') }];
  });
  return {
    privilege: 'Read',
    service: 'accountConfigReadOnly',
    ...definition,
    title: `${title} API`,
    owns: owns.map(longPath),
    operations: Object.fromEntries(whole),
  } satisfies Short<ApiRow>;
}

/** As the original. */
export function itemsOf(page: readonly unknown[] | undefined): readonly unknown[] {
  return page ?? [];
}
