// Paths are short in the deployed form: `~` stands for what most hold, `^` for the beginning that many have.

const ACCOUNT = '/api/account/{accountId}/';
const CONFIGURATION = '~configuration/';

export const shortPath = (path: string): string => path.replace(ACCOUNT, '~').replace(CONFIGURATION, '^');

/** A path as it is sent. */
export const longPath = (path: string): string => path.replace('^', CONFIGURATION).replace('~', ACCOUNT);
