import { createRequire } from 'node:module';
import { ConfigError } from '../errors/config-error.js';

/** What a connection is made with; jsforce takes more, which is passed on. */
export interface SalesforceConnectionOptions {
  /** For example `https://test.salesforce.com`. */
  loginUrl: string;
  /** Of a session that there is already: then nobody has to log in. */
  accessToken?: string | undefined;
  /** To renew `accessToken` with, which needs `oauth2`. */
  refreshToken?: string | undefined;
  /** Where that session is, for example `https://shop.my.salesforce.com`. */
  instanceUrl?: string | undefined;
  /** Of Salesforce's API, for example `60.0`. @default that of jsforce */
  version?: string | undefined;
  /** The connected app: `clientId`, `clientSecret` and `redirectUri`, as jsforce names them. */
  oauth2?: object | undefined;
}

/**
 * Connects to Salesforce.
 *
 * @deprecated Use `@jsforce/jsforce-node` itself; so says LivePerson.
 */
export interface SalesforceClient {
  /**
   * A connection of jsforce. It needs the package `@jsforce/jsforce-node`, which you install; its requests are its own,
   * and know no limits, `around` or redaction of the toolbelt.
   *
   * @throws {ConfigError} `field` is `@jsforce/jsforce-node`: the package is not there, or is another.
   */
  // biome-ignore lint/suspicious/noExplicitAny: the type is of a package that may not be there; name it as `Connection`
  connectToSalesforce<Connection = any>(params: SalesforceConnectionOptions): Connection;
}

/** As much of the package as is used. */
export interface Jsforce {
  Connection: new (params: SalesforceConnectionOptions) => object;
}

const PACKAGE = '@jsforce/jsforce-node';

/**
 * @param jsforce The package, where it cannot be found from the folder and the script that the process was started with.
 */
export function createSalesforceClient(jsforce?: Jsforce): SalesforceClient {
  return {
    connectToSalesforce<Connection>(params: SalesforceConnectionOptions): Connection {
      const { Connection: Made } = jsforce ?? findJsforce();
      if (typeof Made !== 'function')
        throw new ConfigError(
          PACKAGE,
          `SFClient takes ${PACKAGE}; what it was given, or found, has no Connection`,
        );
      return new Made(params) as Connection;
    },
  };
}

/** Not by `import`, which would make a promise of the connection. */
function findJsforce(): Jsforce {
  for (const place of [`${process.cwd()}/`, process.argv[1] ?? '/']) {
    try {
      return createRequire(place)(PACKAGE) as Jsforce;
    } catch (error) {
      // Another package that is missing is not to be taken for this one.
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'MODULE_NOT_FOUND' || !message.includes(`'${PACKAGE}'`)) throw error;
    }
  }
  throw new ConfigError(
    PACKAGE,
    `SFClient needs the package ${PACKAGE}, which was not found: npm install ${PACKAGE}, or import it and pass it on: SFClient(jsforce)`,
  );
}
