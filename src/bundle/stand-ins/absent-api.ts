import type { ApiRow, OperationInfo, Privilege } from '../../apis/define-api.js';
import { ConfigError } from '../../errors/config-error.js';

/** An API that the function does not name, as the guard knows it. Lists are texts, their items apart by blanks. */
export function row(
  id: string,
  title: string,
  privilege: Privilege,
  service: string,
  owns: string,
  requests: string,
): ApiRow {
  const operations = requests.split(' ').flatMap((request) => {
    const [method, path] = request.split('|');
    return path === undefined ? [] : [[request, { method, path } as OperationInfo]];
  });
  return { id, title, privilege, service, owns: owns.split(' '), operations: Object.fromEntries(operations) };
}

/** Stands for each of these APIs on the client: to call one is an error. */
export function absent(ids: string): ApiRow[] {
  return ids.match(/\w+/g)?.map((id) => ({
    ...row(id, '', 'Read', '', '', ''),
    get operations(): never {
      throw new ConfigError(
        id,
        `The deployed form was made without ${id}, which the function does not name: write lp.${id} in it, and bundle it again.`,
      );
    },
  })) ?? [];
}
