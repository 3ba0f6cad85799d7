import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../src/apis/history/conversation.js';
import type { ConversationMessage } from '../../../src/apis/history/conversation-messages.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { plainCall } from './plain-client.js';

/** What the conversation util of the official toolbelt may ask for. */
const CONTENT_TYPES = [
  'info',
  'sdes',
  'unAuthSdes',
  'campaign',
  'messageRecords',
  'agentParticipants',
  'agentParticipantsActive',
  'consumerParticipants',
  'transfers',
  'interactions',
  'messageScores',
  'messageStatuses',
  'skillChanges',
  'conversationSurveys',
  'agentParticipantsLeave',
  'coBrowseSessions',
  'summary',
  'monitoring',
  'dialogs',
  'responseTime',
  'intents',
  'uniqueIntents',
  'latestAgentSurvey',
  'previouslySubmittedAgentSurveys',
];

const { sandbox, client } = await sandboxFixture();
const token = await client.token();

/** As the official toolbelt asks for a conversation. */
async function conversationsOf(body: unknown): Promise<Conversation[]> {
  const path = '/messaging_history/api/account/12345678/conversations/conversation/search';
  const query = '?v=2&company=lp&source=FaaS_Toolbelt';
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const options = { method: 'POST', headers, ca: sandbox.ca };
  const reply = await plainCall(
    `https://${sandbox.hosts.msgHist}${path}${query}`,
    options,
    JSON.stringify(body),
  );
  expect(reply.status).toBe(200);
  const { _metadata, conversationHistoryRecords } = reply.json();
  expect(_metadata).toMatchObject({ count: conversationHistoryRecords.length });
  return conversationHistoryRecords;
}

/** The ninth after the first has a hosted file. */
function sample(): Conversation {
  const found = sandbox.fixtures.conversations[9];
  if (found === undefined) throw new Error('no conversation');
  return found;
}

describe('msgHist as the conversation util of the official toolbelt asks it', () => {
  it('answers one conversation with what comes unasked, or with each part that is asked for', async () => {
    const { conversationId } = sample().info;
    const [unasked] = await conversationsOf({ conversationId });
    expect(unasked?.messageRecords).toEqual(sample().messageRecords);
    expect(unasked).not.toHaveProperty('unAuthSdes');
    for (const part of CONTENT_TYPES) {
      const [only] = await conversationsOf({ conversationId, contentToRetrieve: [part] });
      const parts = Object.entries(sample()).filter(([name]) => name === 'info' || name === part);
      expect(only).toEqual(Object.fromEntries(parts));
    }
    expect(await conversationsOf({ conversationId, contentToRetrieve: CONTENT_TYPES })).toEqual([sample()]);
  });

  it('answers an empty list for an unknown conversation', async () => {
    expect(await conversationsOf({ conversationId: 'unknown' })).toEqual([]);
  });

  it('has texts and captions to look for keywords in', async () => {
    const isFile = ({ messageData }: ConversationMessage) => typeof messageData.file?.caption === 'string';
    const withFile = sandbox.fixtures.conversations.find(({ messageRecords = [] }) =>
      messageRecords.some(isFile),
    );
    const [found] = await conversationsOf({ conversationId: withFile?.info.conversationId ?? '' });
    const messages = found?.messageRecords ?? [];
    expect(messages.map(({ type }) => type)).toContain('TEXT_PLAIN');
    expect(messages.find(isFile)).toMatchObject({ type: 'HOSTED_FILE' });
    const times = messages.map(({ timeL }) => timeL);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});
