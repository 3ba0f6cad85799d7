import type { Readable } from 'node:stream';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  AgentActivityRow,
  ApiCall,
  ApiList,
  ApiNamespaces,
  DataAccessLink,
  DataAccessResources,
  DataFile,
  DataFileList,
  EngagementRow,
  SurveyRow,
  WebSessionRow,
} from '../../src/index.js';

declare const lp: ApiNamespaces;
const range = { startTime: 0, endTime: new Date() };

describe('dataAccess', () => {
  it('lists resources and files', () => {
    expectTypeOf(lp.dataAccess.listResources()).toEqualTypeOf<ApiList<DataAccessLink, DataAccessResources>>();
    expectTypeOf(lp.dataAccess.listAgentActivityFiles(range)).toEqualTypeOf<
      ApiList<DataFile, DataFileList>
    >();
    expectTypeOf(
      lp.dataAccess.listSurveyFiles({ ...range, ifRevision: '1' }, { timeoutMs: 1 }),
    ).toEqualTypeOf<ApiList<DataFile, DataFileList | undefined>>();
    // @ts-expect-error both times are needed
    lp.dataAccess.listWebSessionFiles({ startTime: 0 });
    // @ts-expect-error the parameters are missing
    lp.dataAccess.listEngagementFiles();
    // @ts-expect-error a text is no time
    lp.dataAccess.listEngagementFiles({ ...range, startTime: '2024-01-01' });
  });

  it('iterates over files', async () => {
    for await (const file of lp.dataAccess.listSurveyFiles(range)) {
      expectTypeOf(file).toEqualTypeOf<DataFile>();
      expectTypeOf(lp.dataAccess.download({ href: file['@href'] })).toEqualTypeOf<ApiCall<Readable>>();
    }
    // @ts-expect-error the link is missing
    lp.dataAccess.download({});
  });

  it('reads the schema', () => {
    expectTypeOf(lp.dataAccess.getSchema()).toEqualTypeOf<ApiCall<unknown>>();
    lp.dataAccess.getSchema({ schemaId: 22 });
  });

  it('gives rows of the kind that was asked for', () => {
    const { rows } = lp.dataAccess;
    expectTypeOf(rows({ dataType: 'agentActivity', ...range })).toEqualTypeOf<
      AsyncIterable<AgentActivityRow>
    >();
    expectTypeOf(rows({ dataType: 'webSession', ...range })).toEqualTypeOf<AsyncIterable<WebSessionRow>>();
    expectTypeOf(rows({ dataType: 'engagement', ...range })).toEqualTypeOf<AsyncIterable<EngagementRow>>();
    expectTypeOf(rows({ dataType: 'survey', ...range })).toEqualTypeOf<AsyncIterable<SurveyRow>>();
    // @ts-expect-error there is no such data
    rows({ dataType: 'schema', ...range });
    // @ts-expect-error an end is needed
    rows({ dataType: 'survey', startTime: 0 });
    // @ts-expect-error rows come without a revision
    rows({ dataType: 'survey', ...range, ifRevision: '1' });
  });

  it('tells records apart by their @type', async () => {
    for await (const { recordCollection } of lp.dataAccess.rows({ dataType: 'webSession', ...range })) {
      for (const { body } of recordCollection) {
        expectTypeOf(body).not.toBeAny();
        if (body['@type'] !== 'WebSessionEngAttrsData') continue;
        const [attribute] = body.engagementAttributes ?? [];
        if (attribute?.data?.['@type'] !== 'CustomerInfo') continue;
        expectTypeOf(attribute.data.balance).toEqualTypeOf<number | null | undefined>();
      }
    }
  });
});
