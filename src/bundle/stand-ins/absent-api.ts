import type { ApiRow, OperationInfo, Privilege } from '../../apis/define-api.js';
import { ConfigError } from '../../errors/config-error.js';
import { longPath } from './short-path.js';

/**
 * An API that the function does not name, as the guard knows it.
 *
 * @param outline Title without its last word; paths; requests that are granted beside reads; and the privilege where it
 *   is not to read. Paths are short, as `longPath` reads them.
 */
export function row(outline: string): ApiRow {
  const [title, owns, requests, privilege = 'Read'] = outline.split(';');
  const operations = split(requests).flatMap((request) => {
    const [method, path] = request.split('|');
    return path === undefined ? [] : [[request, { method, path: longPath(path) } as OperationInfo]];
  });
  return {
    id: '',
    service: '',
    title: `${title} API`,
    privilege: privilege as Privilege,
    owns: split(owns).map(longPath),
    operations: Object.fromEntries(operations),
  };
}

const split = (text = '') => text.split(' ');

/** Stands for each of these APIs on the client: to call one is an error. */
export function absent(ids: string): ApiRow[] {
  return ids.split(',').map((id) => ({
    ...row(''),
    id,
    get operations(): never {
      throw new ConfigError(
        id,
        `The deployed form was made without ${id}, which the function does not name: write lp.${id} in it, and bundle it again.`,
      );
    },
  }));
}
