import type { AnyNode, CallExpression } from 'acorn';
import { SYSTEM_NAMES_OF_V1 } from '../secrets/secret-rules.js';
import type { Changes } from './changes.js';
import { keyName, memberName, type SourceFile, stringValue } from './source-file.js';
import type { ToolbeltNames } from './toolbelt-names.js';

const FACTORIES: readonly string[] = [
  'LpClient',
  'LPClient',
  'SecretClient',
  'CsdsClient',
  'OrchestratorClient',
  'ConversationUtil',
  'SDEUtil',
  'GDPRUtil',
  'MTLSClient',
  'LPMtlsClient',
  'ContextServiceClient',
  'SFClient',
  'HTTPClient',
];
/** Of this library, beside the factories. */
const OTHERS: readonly string[] = ['use', 'privileges'];

/** Methods of clients that V1 had, or its documentation. */
const GONE_METHODS: Readonly<Record<string, readonly string[]>> = {
  SecretClient: ['getUsedSecrets', 'writeSecret'],
};

/** Reports what the toolbelt has no longer, and turns how its clients are made. */
export function migrateFactories(changes: Changes, names: ToolbeltNames): void {
  const { file } = changes;
  for (const node of file.nodes) {
    if (node.type === 'MemberExpression') reportMember(node, changes, names);
    if (node.type === 'CallExpression') migrateFactory(node, changes, names);
    if (node.type === 'VariableDeclarator' && node.init && names.exportOf(node.init) === 'Toolbelt') {
      if (node.id.type === 'ObjectPattern')
        changes.report('clients', node, 'the factories are taken out of Toolbelt');
    }
    if (isDefaultSecret(file, node)) changes.report('credentials', node, `the secret ${stringValue(node)}`);
  }
}

function reportMember(node: AnyNode, changes: Changes, names: ToolbeltNames): void {
  if (node.type !== 'MemberExpression') return;
  const name = memberName(node);
  if (
    names.exportOf(node.object) === 'Toolbelt' &&
    (name === undefined || ![...FACTORIES, ...OTHERS].includes(name))
  ) {
    changes.report('toolbelt', node, name === undefined ? 'Toolbelt[…]' : `Toolbelt.${name}`);
  }
  const client = names.clientOf(node.object);
  if (client !== undefined && name !== undefined && GONE_METHODS[client]?.includes(name)) {
    changes.report('toolbelt', node, `${name} of ${client}`);
  }
}

function migrateFactory(call: CallExpression, changes: Changes, names: ToolbeltNames): void {
  const [given] = call.arguments;
  const factory = names.factoryOf(call);
  if (factory === 'ConversationUtil' && given !== undefined) {
    changes.report(
      'credentials',
      call,
      'credentials for ConversationUtil, which reads the default secret now',
    );
  }
  if (factory !== 'ContextServiceClient' || given?.type !== 'ObjectExpression') return;
  const values = new Map(
    given.properties.map((one) => [
      one.type === 'Property' ? keyName(one) : undefined,
      one.type === 'Property' ? one.value : one,
    ]),
  );
  const account = values.get('accountId');
  const apiKey = values.get('apiKey');
  const isOfThisAccount =
    account?.type === 'MemberExpression' &&
    /^process\.env\.(?:X_LIVEPERSON_)?BRAND_ID$/.test(changes.file.textOf(account));
  if (values.size !== 2 || !isOfThisAccount || apiKey === undefined) return;
  changes.remove(given.start, apiKey.start);
  changes.remove(apiKey.end, given.end);
  changes.changed(call, 'makes ContextServiceClient with the key alone');
}

/** Left out where it is the secret of a call, which is so by default. */
function isDefaultSecret(file: SourceFile, node: AnyNode): boolean {
  const value = stringValue(node);
  if (value === undefined || !SYSTEM_NAMES_OF_V1.includes(value)) return false;
  const parent = file.parentOf(node);
  return !(parent?.type === 'Property' && keyName(parent) === 'appKeySecretName');
}
