import { PRELOAD_URL } from './preload/preload-url.js';
import { realName } from './servers/real-names.js';

/** What the variables tell. */
export interface ProxyEnvironmentParts {
  /** URL of the proxy. */
  readonly proxy: string;
  /** File with the certificate of the authority, in PEM. */
  readonly caFile: string;
  /** File with the ports of the sandbox by real name. */
  readonly hostsFile: string;
}

/** Hosts that no proxy is asked for. It takes the place of a list that would exempt LivePerson's names. */
const DIRECT = 'localhost,127.0.0.1,::1';

/** Variables that lead programs of any language to LivePerson's names in the sandbox. */
export function proxyEnvironment({
  proxy,
  caFile,
  hostsFile,
}: ProxyEnvironmentParts): Record<string, string> {
  return {
    X_LIVEPERSON_CSDS_DOMAIN: realName('csds'),
    // curl reads `http_proxy` in lower case only, others the first one that they find.
    ...inBothCases({ HTTPS_PROXY: proxy, HTTP_PROXY: proxy, NO_PROXY: DIRECT }),
    NODE_EXTRA_CA_CERTS: caFile,
    // Python's requests; OpenSSL, for Python's own modules, Go and Ruby; curl.
    REQUESTS_CA_BUNDLE: caFile,
    SSL_CERT_FILE: caFile,
    CURL_CA_BUNDLE: caFile,
    // Not NODE_USE_ENV_PROXY: Node 20 does not know it, and 22 warns, and hides why a host is refused.
    NODE_OPTIONS: `--import=${PRELOAD_URL}`,
    LP_SANDBOX_HOSTS: hostsFile,
  };
}

function inBothCases(variables: Readonly<Record<string, string>>): Record<string, string> {
  const pairs = Object.entries(variables).flatMap(([name, value]) => [
    [name, value],
    [name.toLowerCase(), value],
  ]);
  return Object.fromEntries(pairs);
}
