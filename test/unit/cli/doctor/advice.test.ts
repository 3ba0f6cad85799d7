import { describe, expect, it } from 'vitest';
import { adviceFor, adviceForStatus } from '../../../../src/cli/doctor/advice.js';
import {
  AuthError,
  ConfigError,
  CsdsError,
  ErrorCodes,
  HostNotAllowedError,
  HttpError,
  NetworkError,
  PrivilegeError,
  ResponseValidationError,
  SecretError,
  TimeoutError,
} from '../../../../src/errors/index.js';

const { Creds } = ErrorCodes.LpClient;
const answered = (status: number) =>
  new HttpError('It failed', {
    status,
    headers: {},
    requestId: '1',
    service: 'smt',
    operation: 'visitInformation.get',
    bodyExcerpt: '',
  });

describe('the advice of doctor', () => {
  it.each([
    [new ConfigError('accountId', 'missing'), 'X_LIVEPERSON_BRAND_ID'],
    [new ConfigError('dataAccessHost', 'wrong'), 'Settings'],
    [new SecretError(ErrorCodes.Secret.NotFound, 'KEY', 'none'), 'again with "lp-toolbelt provision"'],
    [new SecretError(ErrorCodes.Secret.Failure, 'KEY', 'damaged'), 'Look at the store'],
    [new AuthError('LpClient', Creds.Format, 'wrong'), 'again with "lp-toolbelt provision"'],
    [
      new AuthError('Oauth2Client', ErrorCodes.OAuth2.UnexpectedResponse, 'no', {
        oauthError: 'invalid_client',
      }),
      '"lp-toolbelt provision": that stores',
    ],
    [
      new AuthError('Oauth2Client', ErrorCodes.OAuth2.UnexpectedResponse, 'no'),
      'it lasts, run "lp-toolbelt provision"',
    ],
    [new AuthError('Oauth2Client', ErrorCodes.OAuth2.General, 'no answer'), 'proxy'],
    [new CsdsError(ErrorCodes.Csds.Failure, 'no'), 'X_LIVEPERSON_CSDS_DOMAIN'],
    [new CsdsError(ErrorCodes.Csds.NotFound, 'no'), 'enabled for the account'],
    [new HostNotAllowedError('evil.example.com', 'no'), 'LP_ALLOWED_HOSTS'],
    [new NetworkError('a.liveperson.net', 'reset'), 'firewall'],
    [new TimeoutError('headers', 10, 'late'), 'firewall'],
    [new PrivilegeError('Users API', 'no', { status: 403 }), 'appKeySecretName'],
    [answered(404), 'enabled for the account'],
    [new ResponseValidationError('users.list', [{ path: '', message: 'is no JSON' }]), 'proxy'],
  ])('for %s names what to look at', (error, words) => {
    expect(adviceFor(error)).toContain(words);
  });

  it.each([
    [302, 'in a minute'],
    [429, 'in a minute'],
    [400, 'update the library'],
    [401, 'OAuth 2.0'],
    [503, 'out of order'],
  ])('for status %i tells what it means', (status, words) => {
    expect(adviceForStatus(status)).toContain(words);
    expect(adviceFor(answered(status))).toBe(adviceForStatus(status));
  });
});
