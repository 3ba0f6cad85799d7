import { expect } from 'vitest';
import type { Language } from './languages.js';
import type { Credentials, Scene } from './scene.js';

/** What comes of a call when all is well; or a function that tells it. */
export type Expected = unknown | ((scene: Scene) => unknown);

/** Software of others that is run, unchanged, against the sandbox. */
export interface ForeignClient {
  /** Name of the package. */
  readonly name: string;
  readonly language: Language;
  /** Its program in the folder of the language, and its arguments. */
  readonly program: readonly [file: string, ...args: string[]];
  readonly credentials: Credentials;
  /** How it comes to the sandbox: by its own support of proxies, or by the preload for Node. */
  readonly way: 'proxy' | 'preload';
  /** Its calls, each with what comes of it. */
  readonly calls: Readonly<Record<string, Expected>>;
  /** Calls that do not do what their author wants, and why that is so. */
  readonly wrong?: Readonly<Record<string, string>>;
}

const users = ({ sandbox }: Scene) => sandbox.fixtures.users.filter(({ deleted }) => !deleted).length;
const order = { order: 'A-1001' };
const refused = (status: number) => ({ refused: status });
const failed = (error: string, text = '') => ({ error, message: expect.stringContaining(text) });
const conversationId = ({ account }: Scene) => [account.conversationId];

const NO_PATH =
  'the local stand-in of its HTTP client lets only whole URLs through its list of hosts, and is given a path';

const LENIENT =
  'the sandbox takes an id of 0, parts to retrieve that it does not know, null for a list and further fields of an attribute, which openapi.json refuses; what LivePerson does with them is not known';

/** All of them. */
export const foreignClients: readonly ForeignClient[] = [
  {
    name: 'liveperson-functions-client',
    language: 'Node.js',
    program: ['functions-client.mjs'],
    credentials: 'oauth2',
    way: 'preload',
    calls: {
      'invoke by UUID': order,
      'invoke by event': ({ account }: Scene) => [{ uuid: account.functions.echo.uuid, result: order }],
      'invoke a function that throws': failed('FaaSLambdaError', 'Failed to invoke lambda'),
      'invoke an unknown function': failed('FaaSInvokeError', 'Failed to invoke lambda'),
      'isImplemented, an event with a function': true,
      'isImplemented, an event without one': false,
      'getFunctions, as a person': ['echo', 'failing', 'slow'],
      'getFunctions in a state, as a person': [],
      'getLambdas, as a person': ['echo', 'failing', 'slow'],
      'a wrong client secret': failed('FaaSInvokeError', 'Error while creating authentication bearer'),
    },
  },
  {
    name: 'liveperson-functions-cli',
    language: 'Node.js',
    program: ['v1-toolbelt.mjs'],
    credentials: 'oauth1',
    way: 'preload',
    calls: {
      'CsdsClient.get': true,
      'SecretClient.readSecret': ['consumerKey', 'consumerSecret', 'token', 'tokenSecret'],
      'SecretClient.updateSecret': 'Good morning',
      'LpClient, a list': users,
      'LpClient, a search': 5,
      'ConversationUtil.getConversationById': conversationId,
      'SDEUtil.addSDEs': 'added',
      'LpClient with its own HTTP client': {
        statusCode: 403,
        body: expect.stringContaining('do not have access'),
      },
      'login and refresh of the command line': true,
    },
    wrong: { 'LpClient with its own HTTP client': NO_PATH },
  },
  {
    name: 'node-agent-sdk',
    language: 'Node.js',
    program: ['agent-sdk.mjs'],
    credentials: 'oauth1',
    way: 'preload',
    calls: {
      'CSDS: the messaging service': 'string',
      'login with a password': true,
      'login with an app key': true,
      'login with a wrong password': failed('Error'),
      'refresh of a session': 'refreshed',
      'refresh without the session': failed('Error', 'session unauthorized'),
    },
  },
  {
    name: 'simple-oauth2',
    language: 'Node.js',
    program: ['simple-oauth2.mjs'],
    credentials: 'oauth2',
    way: 'preload',
    calls: {
      'a token, credentials in the body': { type: 'Bearer', expires: 3600 },
      'a token at the older URL': { type: 'Bearer', expires: 3600 },
      'a token, credentials in the header': { type: 'Bearer', expires: 3600 },
      'a wrong secret': failed('Error', '401'),
    },
  },
  {
    name: 'oauth4webapi',
    language: 'Node.js',
    program: ['oauth4webapi.mjs'],
    credentials: 'oauth2',
    way: 'preload',
    calls: {
      'a token, client_secret_post': 'bearer',
      'a token, client_secret_basic': 'bearer',
      'a wrong secret': failed('ResponseBodyError'),
      'a protected resource': users,
    },
  },
  {
    name: 'jose',
    language: 'Node.js',
    program: ['jose.mjs'],
    credentials: 'oauth2',
    way: 'preload',
    calls: {
      'a token, verified': true,
      'a token of another account': failed('JWTClaimValidationFailed'),
      'a token whose signature was changed': failed('JWSSignatureVerificationFailed'),
    },
  },
  {
    name: 'axios',
    language: 'Node.js',
    program: ['axios.mjs'],
    credentials: 'oauth2',
    way: 'proxy',
    calls: { 'a token': 'Bearer', 'a token, then a list': users },
  },
  {
    name: 'request',
    language: 'Node.js',
    program: ['request.mjs'],
    credentials: 'oauth2',
    way: 'proxy',
    calls: { 'a token, then a list': users },
  },
  {
    name: 'request',
    language: 'Node.js',
    program: ['request.mjs'],
    credentials: 'oauth1',
    way: 'proxy',
    calls: {
      'OAuth 1.0a: a list with a query': users,
      'OAuth 1.0a: a search with a body in JSON': 5,
      'OAuth 1.0a: a wrong secret': refused(401),
    },
  },
  {
    name: 'oauth-1.0a',
    language: 'Node.js',
    program: ['oauth-1.0a.mjs'],
    credentials: 'oauth1',
    way: 'preload',
    calls: { 'a list with a query': users, 'a search with a body in JSON': 5 },
  },
  {
    name: 'requests-oauthlib',
    language: 'Python',
    program: ['oauth2.py', 'requests-oauthlib'],
    credentials: 'oauth2',
    way: 'proxy',
    calls: {
      'a token, credentials in the body': 'Bearer',
      'a token at the older URL, v=1.0': 'Bearer',
      'a token, credentials in the header': 'Bearer',
      'a list with a token': users,
      'a wrong secret': failed('InvalidClientError'),
    },
  },
  {
    name: 'authlib',
    language: 'Python',
    program: ['oauth2.py', 'Authlib'],
    credentials: 'oauth2',
    way: 'proxy',
    calls: {
      'a token, client_secret_post': 'Bearer',
      'a token, client_secret_basic': 'Bearer',
      'a list with a token': users,
    },
  },
  {
    name: 'pyjwt',
    language: 'Python',
    program: ['pyjwt.py'],
    credentials: 'oauth2',
    way: 'proxy',
    calls: {
      'a token, verified': true,
      'a token of another account': failed('InvalidAudienceError'),
      'a token whose signature was changed': failed('InvalidSignatureError'),
    },
  },
  {
    name: 'requests-oauthlib',
    language: 'Python',
    program: ['oauth1.py', 'requests-oauthlib'],
    credentials: 'oauth1',
    way: 'proxy',
    calls: {
      'a list with a query': users,
      'a search with a body in JSON': 5,
      'a path with encoded characters': refused(400),
      'a wrong secret': refused(401),
    },
  },
  {
    name: 'authlib',
    language: 'Python',
    program: ['oauth1.py', 'Authlib'],
    credentials: 'oauth1',
    way: 'proxy',
    calls: {
      'a list with a query': users,
      'a search with a body in JSON': 5,
      'a path with encoded characters': refused(400),
      'a wrong secret': refused(401),
    },
  },
  {
    name: 'tap-liveperson',
    language: 'Python',
    program: ['tap.py'],
    credentials: 'oauth1',
    way: 'proxy',
    calls: {
      'stream agent_groups': true,
      'stream agent_status': true,
      'stream skills': true,
      'stream users': true,
      'stream engagement_history': true,
      'stream messaging_interactions': true,
      'stream agent_activity': true,
      'stream queue_health': true,
      'stream agent_state_distribution': true,
      'stream messaging_queue_health': true,
    },
  },
  {
    name: 'schemathesis',
    language: 'Python',
    program: ['conformance.py'],
    credentials: 'oauth2',
    way: 'proxy',
    calls: {
      'operations tested': 72,
      'cases, more than 1000': true,
      'failed checks': ['Schema-violating request accepted'],
      errors: [],
    },
    wrong: { 'failed checks': LENIENT },
  },
  {
    name: 'golang.org/x/oauth2',
    language: 'Go',
    program: ['main.go'],
    credentials: 'oauth2',
    way: 'proxy',
    calls: {
      'a token, credentials in the body': { type: 'Bearer', expires: true },
      'a token, credentials in the header': { type: 'Bearer', expires: true },
      'a token, the style found out': { type: 'Bearer', expires: true },
      'a token at the older URL': { type: 'Bearer', expires: true },
      'a wrong secret': { refused: 401, error: 'invalid_client' },
      'a list with a token': users,
    },
  },
];
