import { describe, expect, it } from 'vitest';
import { ConversationContentTypes, ErrorCodes, Toolbelt } from '../../../src/index.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { failureOf } from '../client/harness.js';

const { sandbox } = await sandboxFixture();

function sample() {
  const found = sandbox.fixtures.conversations.find(({ messageRecords = [] }) =>
    messageRecords.some(({ messageData }) => typeof messageData.file?.caption === 'string'),
  );
  if (found === undefined) throw new Error('no conversation with a file');
  return found;
}

describe('ConversationUtil against the sandbox', () => {
  it('gets a conversation, whole or in parts', async () => {
    using _ = sandbox.use({ responseValidation: 'strict' });
    const util = Toolbelt.ConversationUtil();
    const { conversationId } = sample().info;
    const all = Object.values(ConversationContentTypes);
    const whole = await util.getConversationById(conversationId, all);
    const asked = Object.entries(sample()).filter(([name]) => all.some((part) => part === name));
    expect(whole.conversationHistoryRecords).toEqual([Object.fromEntries(asked)]);
    const part = await util.getConversationById(conversationId, [ConversationContentTypes.MESSAGE_RECORDS]);
    expect(Object.keys(part.conversationHistoryRecords[0] ?? {}).sort()).toEqual(['info', 'messageRecords']);
  });

  it('finds what was written, and the captions of files', async () => {
    using _ = sandbox.use();
    const util = Toolbelt.ConversationUtil();
    const conversation = await util.getConversationById(sample().info.conversationId);
    const messages = sample().messageRecords ?? [];
    const text = messages.find(({ type }) => type === 'TEXT_PLAIN')?.messageData.msg?.text ?? '';
    const caption =
      messages.find(({ messageData }) => messageData.file?.caption)?.messageData.file?.caption ?? '';
    const found = util.scanConversationForKeywords(conversation, [text, caption]);
    expect(found.map(({ message }) => message)).toEqual(expect.arrayContaining([text, caption]));
  });

  it('tells a conversation that is not there, and a service that is down', async () => {
    using _ = sandbox.use({ retry: false });
    const util = Toolbelt.ConversationUtil();
    const missing = await failureOf(util.getConversationById('unknown'));
    expect(missing).toMatchObject({
      name: 'ConversationUtilError',
      code: ErrorCodes.ConversationUtil.NotFound,
    });
    sandbox.faults.add({ service: 'msgHist', status: 503 });
    const down = await failureOf(util.getConversationById('unknown'));
    expect(down).toMatchObject({
      code: ErrorCodes.ConversationUtil.UnexpectedResponse,
      cause: { status: 503 },
    });
  });
});
