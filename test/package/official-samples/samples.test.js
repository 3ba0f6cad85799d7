// Runs each sample as the gateway runs functions. The library is installed as `core-functions-toolbelt` alone.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startSandbox } from 'core-functions-toolbelt/testing';

const sandbox = await startSandbox({ functions: 'functions' });
const { host, cert, key, ca } = sandbox.mtls;
const url = `https://${host}`;
const { value } = await sandbox.secretStore.get('LIVEPERSON_DEFAULT_APP_KEY');
await sandbox.secretStore.put({ key: 'MY_APP_KEY', value });
await sandbox.secretStore.put({ key: 'MTLS', value: { cert, key, ca } });
const toolbelt = sandbox.toolbelt();
after(async () => {
  await toolbelt.close();
  await sandbox.close();
});

const { conversations, functions, visits } = sandbox.fixtures;
const invoke = (name, payload) =>
  toolbelt.LPClient().functions.invoke({ functionUuid: functions[name].uuid, payload });
const filesOf = ({ messageRecords = [] }) =>
  messageRecords.flatMap(({ messageData }) => messageData.file?.relativePath ?? []);
const withFiles = conversations.find((one) => filesOf(one).length > 0);
const { conversationId } = withFiles.info;

test('LpClient', async () => {
  assert.deepEqual(await invoke('lp-client', { conversationId }), { ok: true, found: 1 });
});

test('LpClient with a key of one’s own', async () => {
  const { status, users } = await invoke('own-key', {});
  assert.equal(status, 200);
  assert.ok(users > 0);
});

test('SecretClient', async () => {
  const value = { count: 2 };
  assert.deepEqual(await invoke('secret-client', {}), {
    first: 'a text',
    key: 'SECOND',
    value,
    cached: true,
  });
});

test('CsdsClient', async () => {
  const { msgHist } = sandbox.hosts;
  assert.deepEqual(await invoke('csds-client', {}), { domain: msgHist, listed: msgHist, unknown: true });
});

test('OrchestratorClient', async () => {
  const uuids = [functions.echo.uuid, functions.failing.uuid];
  const [told, failed] = await invoke('orchestrator-client', { uuids });
  assert.deepEqual(told, { uuid: uuids[0], body: { step: 1 }, statusCode: 200 });
  assert.equal(failed.code, 'com.customer.faas.function.threw-error');
});

test('ConversationUtil', async () => {
  const { text } = withFiles.messageRecords.find(({ type }) => type === 'TEXT_PLAIN').messageData.msg;
  const found = await invoke('conversation-util', { conversationId, keywords: [text] });
  assert.equal(found[0].message, text);
  assert.equal(found[0].tag, `keywordRef:${text}`);
});

test('SDEUtil', async () => {
  const [{ visitorId, sessionId }] = visits;
  const withSdes = conversations.find(({ sdes, unAuthSdes }) => sdes && unAuthSdes);
  const payload = { visitorId, sessionId, conversationId: withSdes.info.conversationId };
  const { sdes, unAuthSdes } = await invoke('sde-util', payload);
  assert.deepEqual([sdes, unAuthSdes], [withSdes.sdes.events.length, withSdes.unAuthSdes.events.length]);
});

test('GDPRUtil', async () => {
  assert.deepEqual(await invoke('gdpr-util', { conversationId }), filesOf(withFiles));
});

test('MTLSClient', async () => {
  assert.deepEqual(await invoke('mtls-client', { url }), [200, 'GET', 200, { id: 7 }]);
});

test('LPMtlsClient', async () => {
  assert.deepEqual(await invoke('lp-mtls-client', { url }), [200, 'GET', 200, { id: 7 }]);
});

test('ContextServiceClient', async () => {
  assert.deepEqual(await invoke('context-service-client', {}), {
    name: 'orders',
    last: 'A-1',
    some: { seen: 2 },
    all: { seen: 2 },
    sessions: ['session'],
    namespaces: ['orders'],
  });
});

test('SFClient', async () => {
  assert.equal(await invoke('sf-client', {}), 'queried: SELECT Id FROM Contact LIMIT 1');
});

test('errors', async () => {
  const code = 'com.liveperson.faas.secret.not-found';
  assert.deepEqual(await invoke('errors', {}), { component: 'SecretClient', code });
});
