// Paths are short in the deployed form: `~` stands for what most hold, `^` and `=` for beginnings that many have.

const ACCOUNT = '/api/account/{accountId}/';
const CONFIGURATION = '~configuration/';
const WITHOUT_ACCOUNT = '/api/account/configuration/';

export const shortPath = (path: string): string =>
  path.replace(ACCOUNT, '~').replace(CONFIGURATION, '^').replace(WITHOUT_ACCOUNT, '=');

/** A path as it is sent. */
export const longPath = (path: string): string =>
  path.replace('=', WITHOUT_ACCOUNT).replace('^', CONFIGURATION).replace('~', ACCOUNT);
