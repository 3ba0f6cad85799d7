import { afterEach, describe, expect, it } from 'vitest';
import { ConversationContentTypes, ErrorCodes, SDETypes, Toolbelt } from '../../../src/index.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { failureOf } from '../client/harness.js';

const { sandbox } = await sandboxFixture();
const LEAD = { type: SDETypes.LEAD, lead: { topic: 'upgrade', leadId: 'L-77' } };

function visitAt(index: number) {
  const visit = sandbox.fixtures.visits[index];
  if (visit === undefined) throw new Error(`no visit ${index}`);
  return visit;
}

afterEach(() => {
  sandbox.switches.engagementAttributes = 'allowed';
});

describe('SDEUtil against the sandbox', () => {
  it('adds attributes to a visit', async () => {
    using _ = sandbox.use();
    const { visitorId, sessionId } = visitAt(0);
    await Toolbelt.SDEUtil().addSDEs([LEAD], visitorId, sessionId);
    const { appSessions } = await Toolbelt.LPClient().visitInformation.get({ visitorId, sessionId });
    expect(appSessions[0]?.leads).toContainEqual(expect.objectContaining({ leadId: 'L-77' }));
  });

  it('finds the attributes of a conversation, oldest first', async () => {
    using _ = sandbox.use();
    const { conversationId } = sandbox.fixtures.conversations[9]?.info ?? { conversationId: '' };
    const parts = [ConversationContentTypes.SDES, ConversationContentTypes.UNAUTH_SDES];
    const conversation = await Toolbelt.ConversationUtil().getConversationById(conversationId, parts);
    const { sdes, unAuthSdes } = Toolbelt.SDEUtil().getSDEsFromConv(conversation);
    for (const { events } of [sdes, unAuthSdes]) {
      expect(events.length).toBeGreaterThan(0);
      const times = events.map(({ serverTimeStamp }) => Number(serverTimeStamp));
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });

  it('tells a visit that is over, and a key that may not, with what helps', async () => {
    using _ = sandbox.use();
    const { visitorId, sessionId } = visitAt(1);
    const gone = await failureOf(Toolbelt.SDEUtil().addSDEs([LEAD], visitorId, 'gone'));
    expect(gone).toMatchObject({ name: 'SDEUtilError', code: ErrorCodes.SDEsUtil.UnexpectedResponse });
    sandbox.switches.engagementAttributes = 'forbidden';
    const refused = await failureOf(Toolbelt.SDEUtil().addSDEs([LEAD], visitorId, sessionId));
    expect(refused).toMatchObject({ statusCode: 403, message: expect.stringContaining('appKeySecretName') });
  });
});
