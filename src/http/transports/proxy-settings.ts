import { readProxyEnvironment } from '../../config/environment.js';
import { ConfigError } from '../../errors/config-error.js';

/** A proxy, told apart from its credentials. */
export interface ProxySettings {
  /** Without user and password: others may tell of it. */
  readonly url: URL;
  /** Value of the header `proxy-authorization`. */
  readonly authorization: string | undefined;
  /** Whether `NO_PROXY` takes hosts out. */
  readonly heedsNoProxy: boolean;
}

/**
 * What the option `proxy` says.
 *
 * @returns undefined for `'env'` where `HTTPS_PROXY` is not set.
 * @throws {ConfigError} It is no URL of a proxy. The value is not repeated, since it may hold a password.
 */
export function proxySettings(proxy: string): ProxySettings | undefined {
  if (proxy !== 'env') return { ...parseProxy(proxy, 'proxy'), heedsNoProxy: false };
  const found = readProxyEnvironment();
  return found && { ...parseProxy(found.value, found.name), heedsNoProxy: true };
}

function parseProxy(text: unknown, name: string): Omit<ProxySettings, 'heedsNoProxy'> {
  const given = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
  if (given === undefined || !/^https?:$/.test(given.protocol)) throw proxyError(name);
  const { username, password } = given;
  const url = new URL(given);
  url.username = '';
  url.password = '';
  const authorization = username === '' && password === '' ? undefined : basic(name, username, password);
  return { url, authorization };
}

function basic(name: string, username: string, password: string): string {
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(pair).toString('base64')}`;
  } catch {
    throw new ConfigError('proxy', `User and password in ${name} must be percent-encoded.`);
  }
}

function proxyError(name: string): ConfigError {
  const what = name === 'proxy' ? "'env' or a URL" : 'a URL';
  return new ConfigError('proxy', `${name} must be ${what} such as http://proxy.example.com:3128.`);
}
