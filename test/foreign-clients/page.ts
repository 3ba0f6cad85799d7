import { foreignClients } from './clients.js';
import { resultTable } from './results.js';

const FUNCTIONS_CLIENT = 'liveperson-functions-client';
const V1_TOOLBELT = 'liveperson-functions-cli';
const AGENT_SDK = 'node-agent-sdk';
const TAP = 'tap-liveperson';
const TOKEN_LIBRARIES = 'simple-oauth2, oauth4webapi, requests-oauthlib, authlib, golang.org/x/oauth2';

/** What of the sandbox others count on, and who would notice if it broke. */
const NOTICED: readonly (readonly [what: string, by: string])[] = [
  ['names without ports, through the proxy (CONNECT)', `axios, request, ${TAP}, all in Python and Go`],
  ['plain HTTP in absolute form to CSDS', TAP],
  ['plain HTTP to CSDS and TLS by the preload', `${FUNCTIONS_CLIENT}, ${V1_TOOLBELT}, ${AGENT_SDK}`],
  ['`adminlogin.liveperson.net`, the older name of CSDS', `${FUNCTIONS_CLIENT}, ${AGENT_SDK}`],
  ['a single service of CSDS, asked with an Authorization header', TAP],
  ['`fninvocations` and `functions` in the names of the hosts of Functions V2', FUNCTIONS_CLIENT],
  [
    'the older token address, `v=1.0` and `v=2.0`',
    `${FUNCTIONS_CLIENT}, ${TOKEN_LIBRARIES.replace(', authlib', '')}`,
  ],
  ['Basic authentication behind its switch', TOKEN_LIBRARIES],
  ['errors of RFC 6749, media type and fields of a token', TOKEN_LIBRARIES],
  ['signature, audience and issuer of tokens, and the key set', 'jose, pyjwt'],
  [
    'signatures of OAuth 1.0a, with a query, an encoded path, a body in JSON',
    `requests-oauthlib, authlib, request, oauth-1.0a, ${V1_TOOLBELT}, ${TAP}`,
  ],
  ['login with a password and with an app key, refresh', `${AGENT_SDK}, ${V1_TOOLBELT}`],
  ['invocation by UUID and by event, isImplemented, status 901', FUNCTIONS_CLIENT],
  ['lists of functions for a person, filters that are empty', FUNCTIONS_CLIENT],
  ['what is let pass: no `v`, no `source`', `${TAP}, ${V1_TOOLBELT}`],
  ['reports in an envelope without `v`, and their versions', TAP],
  ['files of Data Access at the fixed hosts', TAP],
  ['conversations by id', V1_TOOLBELT],
  ['writing of engagement attributes', V1_TOOLBELT],
  ['data of today', TAP],
  ['statuses, media types and shapes of all answers; what is refused', 'schemathesis'],
];

/** The page of the documentation on these clients. */
export async function foreignClientsPage(): Promise<string> {
  const results = foreignClients.map((client) => ({ client, wrong: client.wrong ?? {} }));
  const noticed = NOTICED.map((cells) => `| ${cells.join(' | ')} |`);
  return `# Foreign clients

What proves the sandbox is software that others wrote for LivePerson, or for the standards that it follows. These come
from their registries and run unchanged; \`npm run test:foreign-clients\` runs them, compares what each call gives, and
prints this table. A client whose language is missing is said to be NOT RUN. The page is written by the same tests:
\`npm run test:foreign-clients -- -u\`.

${await resultTable(results)}

A call that is meant to be refused, such as one with a wrong secret, is right when it is.

LivePerson's client in Java (JDK client 1.1.4) is NOT RUN: it is not at Maven Central. Its toolbelt of Functions V2 is not
on npm either.

The sandboxes of these runs have \`now: 'today'\` and the switch \`basicAuthentication\` at \`'accepted'\`, the one with an app key
also \`leniency: { missingVersion: true, missingSource: true }\`. schemathesis runs against it with two checks left out:

- \`unsupported_method\`: \`openapi.json\` lists what the default key may do. The services do more at the same URLs, so that
  another method is not one that they do not know.
- \`positive_data_acceptance\`: OpenAPI has no words for rules between two fields, such as \`from\` before \`to\`, \`interval\`
  at most \`timeframe\`, or the fields that one version takes.

Not sent are an empty header and an empty query parameter, which are as good as none; and where two operations share a URL,
or reports come in an envelope without \`v\`, what asks for the other answer.

## Who would notice

| What others count on | Noticed by |
| --- | --- |
${noticed.join('\n')}
`;
}
