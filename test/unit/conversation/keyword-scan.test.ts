import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../src/apis/history/conversation.js';
import type { ConversationMessage } from '../../../src/apis/history/conversation-messages.js';
import { ConversationUtilError, createToolbelt, ErrorCodes, ParameterError } from '../../../src/index.js';

const { scanConversationForKeywords: scan } = createToolbelt({ accountId: '1' }).ConversationUtil();

type Part = Pick<ConversationMessage, 'type' | 'messageData'>;
const text = (words: string): Part => ({ type: 'TEXT_PLAIN', messageData: { msg: { text: words } } });
const file = (caption: string): Part => ({ type: 'HOSTED_FILE', messageData: { file: { caption } } });

function conversation(...records: (readonly Part[] | undefined)[]) {
  const conversationHistoryRecords = records.map((parts): unknown => ({
    messageRecords: parts?.map((part, index) => ({
      ...part,
      timeL: 1_700_000_000_000 + index,
      sentBy: 'Agent',
    })),
  }));
  return { conversationHistoryRecords: conversationHistoryRecords as Conversation[] };
}

const found = (...args: Parameters<typeof scan>) => scan(...args).map(({ message, tag }) => [message, tag]);

describe('scanConversationForKeywords', () => {
  it('finds texts and captions, keyword by keyword, whatever their capitals', () => {
    const rich: Part = { type: 'RICH_CONTENT', messageData: { richContent: { content: 'refund' } } };
    const talk = conversation([
      text('A REFUND, please'),
      file('refund.pdf'),
      rich,
      text('thanks'),
      { type: 'HOSTED_FILE', messageData: {} },
    ]);
    expect(scan(talk, ['thanks', 'refund'])).toEqual([
      { message: 'thanks', sentTimestamp: 1_700_000_000_003, sentBy: 'Agent', tag: 'keywordRef:thanks' },
      {
        message: 'A REFUND, please',
        sentTimestamp: 1_700_000_000_000,
        sentBy: 'Agent',
        tag: 'keywordRef:refund',
      },
      { message: 'refund.pdf', sentTimestamp: 1_700_000_000_001, sentBy: 'Agent', tag: 'keywordRef:refund' },
    ]);
  });

  it('takes patterns with regex: true, and finds each message once', () => {
    const talk = conversation([text('order A-1 and A-2'), text('first\nA-3')]);
    expect(found(talk, ['^A-\\d', 'A-\\d'], { regex: true })).toEqual([
      ['first\nA-3', 'keywordRef:^A-\\d'],
      ['order A-1 and A-2', 'keywordRef:A-\\d'],
      ['first\nA-3', 'keywordRef:A-\\d'],
    ]);
  });

  it('knows capitals of all alphabets', () => {
    const talk = conversation([text('STRAẞE'), text('ΟΔΟΣ'), text('𐐀')]);
    expect(found(talk, ['straße', 'οδος', '𐐨']).map(([message]) => message)).toEqual(['STRAẞE', 'ΟΔΟΣ', '𐐀']);
  });

  it('passes over what is no message, or has no text', () => {
    const odd = [
      null,
      'text',
      { messageData: null },
      { msg: { text: {} } },
      { msg: { text: 5 } },
      { msg: null },
    ];
    const messageRecords = odd.map((part) =>
      part === null || typeof part === 'string' ? part : { type: 'TEXT_PLAIN', messageData: part },
    );
    const conversationHistoryRecords = [null, { messageRecords }] as never;
    expect(scan({ conversationHistoryRecords }, ['text', '5', 'object'])).toEqual([]);
  });

  it('ends with patterns that match nothing at all', () => {
    expect(found(conversation([text('abc')]), ['x*', '$'], { regex: true })).toHaveLength(2);
  });

  it.each<[string, () => unknown]>([
    ['no conversation', () => scan(undefined as never, ['a'])],
    ['no records', () => scan(conversation(), ['a'])],
    ['no messages', () => scan(conversation(undefined), ['a'])],
    ['no keywords', () => scan(conversation([text('a')]), [])],
    ['an empty keyword, which every message has', () => scan(conversation([text('a')]), ['a', ''])],
    ['an empty pattern', () => scan(conversation([text('a')]), [''], { regex: true })],
    ['keywords of another kind', () => scan(conversation([text('a')]), [/a/] as never)],
    ['a pattern that is none', () => scan(conversation([text('a')]), ['('], { regex: true })],
  ])('refuses %s', (_, run) => {
    expect(run).toThrow(expect.objectContaining({ code: ErrorCodes.ConversationUtil.General }));
    expect(run).toThrow(ConversationUtilError);
  });

  it.each([{ regexp: true }, { regex: 'yes' }, 5])('refuses the options %o', (options) => {
    expect(() => scan(conversation([text('a')]), ['a'], options as never)).toThrow(ParameterError);
  });
});

describe('the defects of the official keyword scan', () => {
  it('37: keywords are taken as they are written', () => {
    expect(found(conversation([text('(a.b)'), text('aXb')]), ['(', 'a.b'])).toEqual([
      ['(a.b)', 'keywordRef:('],
      ['(a.b)', 'keywordRef:a.b'],
    ]);
  });

  it('37: any keyword is found where it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (before, keyword, after) => {
        const message = before + keyword + after;
        expect(found(conversation([text(message)]), [keyword])).toEqual([[message, `keywordRef:${keyword}`]]);
      }),
    );
  });

  it('37: and nowhere else', () => {
    const unit = fc.constantFrom(...'ab.*+?^$(){}[]|\\');
    const [plain, keywords] = [fc.string({ unit }), fc.string({ unit, minLength: 1 })];
    fc.assert(
      fc.property(plain, keywords, (message, keyword) => {
        expect(found(conversation([text(message)]), [keyword]).length > 0).toBe(message.includes(keyword));
      }),
    );
  });

  it('37: all records are looked through', () => {
    const talk = conversation(undefined, [text('first refund')], [text('second refund')]);
    expect(found(talk, ['refund']).map(([message]) => message)).toEqual(['first refund', 'second refund']);
  });
});
