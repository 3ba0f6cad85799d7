import { describe, expect, it } from 'vitest';
import { answers } from '../../../../src/apis/answers.generated.js';
import { dataAccess } from '../../../../src/apis/data-access/data-access.js';
import type { DataAccessResources, DataFileList } from '../../../../src/apis/data-access/files.js';
import type { DataType } from '../../../../src/apis/data-access/rows.js';
import { AnswerCheck } from '../../../../src/client/answer-check.js';
import { unwrapAvro } from '../../../../src/client/avro-json.js';
import { bodyOf } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const { listResources, listAgentActivityFiles, getSchema, download, ...lists } = dataAccess.operations;
const fileLists = {
  agentActivity: listAgentActivityFiles,
  webSession: lists.listWebSessionFiles,
  engagement: lists.listEngagementFiles,
  survey: lists.listSurveyFiles,
};
const dataTypes = Object.keys(fileLists) as DataType[];
const rowFiles = {
  agentActivity: 'agent-activity-documented',
  webSession: 'web-session-documented',
  engagement: 'engagement-documented',
  survey: 'survey-documented',
};
const resourcesAnswer = bodyOf<DataAccessResources>('dataAccess/listResources/documented');
const schemaAnswer = bodyOf('dataAccess/getSchema/documented');
const surveyFiles = bodyOf<DataFileList>('dataAccess/listSurveyFiles/documented');
const href = 'https://lo.da.liveperson.net/data_access_le/account/55512345/le/survey/Survey.1.2.gz';
const range = { startTime: 1, endTime: 2 };

/** The rows of a file of the documentation, as a caller gets them. */
function rowsOf(dataType: DataType): unknown[] {
  return bodyOf<unknown[]>(`dataAccess/rows/${rowFiles[dataType]}`).map((content) => unwrapAvro(content));
}

const KEPT = new Set(['dataType', 'metaData', 'recordCollection', 'body', '@type']);

/** The row once without each of its columns, at any depth. */
function* withoutEachColumn(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const less of withoutEachColumn(item)) yield value.with(index, less);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      const { [name as keyof typeof value]: _, ...rest } = value;
      if (!KEPT.has(name)) yield rest;
      for (const less of withoutEachColumn(inner)) yield { ...value, [name]: less };
    }
  }
}

function rowDifferences(dataType: DataType, row: unknown): string[] {
  return new AnswerCheck(answers[`dataAccess.rows:${dataType}`]).issues(row).map(({ path }) => path);
}

describe('lists of dataAccess', () => {
  it.each(dataTypes)('pass on what they do not know (%s)', (dataType) => {
    const more = { dataAccessFiles: { ...surveyFiles.dataAccessFiles, '@new': 1 }, another: ['x'] };
    expect(validated(fileLists[dataType], more)).toEqual(more);
  });

  it('iterate over files and links in an array, alone, or absent', () => {
    const { file = [], ...rest } = surveyFiles.dataAccessFiles;
    const files = [file].flat();
    const items = listAgentActivityFiles.items as (page: DataFileList | undefined) => readonly unknown[];
    const [first] = files;
    if (first === undefined) throw new Error('the example has no file');
    expect(items(surveyFiles)).toEqual(files);
    expect(items({ dataAccessFiles: { ...rest, file: first } })).toEqual([first]);
    expect(items({ dataAccessFiles: rest })).toEqual([]);
    expect(items(undefined)).toEqual([]);
    expect(differences(listAgentActivityFiles, { dataAccessFiles: { ...rest, file: first } })).toEqual([]);
    const links = listResources.items as (page: unknown) => readonly unknown[];
    expect(links(resourcesAnswer)).toEqual(resourcesAnswer.le.link);
    expect(links({ le: { link: { '@href': href, '@rel': 'self' } } })).toHaveLength(1);
  });

  it('make an empty list of an answer that says so, which their schema accepts', () => {
    expect(listAgentActivityFiles.emptyAnswer?.text).toBe('No Available Files');
    const empty = listAgentActivityFiles.emptyAnswer?.value();
    expect(empty).toEqual({ dataAccessFiles: { file: [] } });
    expect(differences(listAgentActivityFiles, empty)).toEqual([]);
  });

  it.each([
    [{ dataAccessFiles: { file: [{ '@name': 1 }] } }, 'dataAccessFiles.file.0.@name'],
    [{ dataAccessFiles: 1 }, 'dataAccessFiles'],
    [{}, 'dataAccessFiles'],
  ])('refuse %j', (answer, path) => {
    expect(differences(listAgentActivityFiles, answer)).toContain(path);
  });

  it('pass on more of the resources and the schema', () => {
    expect(validated(listResources, { ...resourcesAnswer, more: 1 })).toEqual({
      ...resourcesAnswer,
      more: 1,
    });
    expect(differences(listResources, { le: { '@accountId': 5, link: [] } })).toEqual(['le.@accountId']);
    expect(validated(getSchema, schemaAnswer)).toEqual(schemaAnswer);
  });
});

describe('rows of data files', () => {
  it.each(dataTypes)('pass with fields that nobody knows (%s)', (dataType) => {
    for (const row of rowsOf(dataType)) {
      const more = { ...(row as object), newField: [1] };
      expect(rowDifferences(dataType, more)).toEqual([]);
    }
  });

  it.each(dataTypes)('of an older schema lack columns, whichever they are (%s)', (dataType) => {
    for (const row of rowsOf(dataType)) {
      for (const older of withoutEachColumn(row)) {
        expect(rowDifferences(dataType, older)).toEqual([]);
      }
    }
  });

  it.each(dataTypes)('of another kind do not (%s)', (dataType) => {
    const other = dataTypes.find((one) => one !== dataType) ?? dataType;
    const [row] = rowsOf(other);
    expect(rowDifferences(dataType, row)).toContain('dataType');
  });

  it.each(dataTypes)('with a value of a wrong type do not (%s)', (dataType) => {
    const [row] = rowsOf(dataType) as { metaData: object; recordCollection: { body: object }[] }[];
    const [record] = row?.recordCollection ?? [];
    const late = { ...row, metaData: { ...row?.metaData, startTime: 'today' } };
    expect(rowDifferences(dataType, late)).toEqual(['metaData.startTime']);
    const headless = { ...row, recordCollection: [{ body: { ...record?.body, header: 7 } }] };
    expect(rowDifferences(dataType, headless)).toEqual(['recordCollection.0.body.header']);
    const unknown = { ...row, recordCollection: [{ body: { '@type': 'SomethingElse' } }] };
    expect(rowDifferences(dataType, unknown)).not.toEqual([]);
  });
});

describe('parameters of dataAccess', () => {
  it.each(dataTypes)('send times as milliseconds to the list of %s', (dataType) => {
    const sent = onTheWire(fileLists[dataType], {
      startTime: new Date(1_700_000_000_000),
      endTime: 1_700_000_000_001,
    });
    expect(sent.query).toEqual({ startTime: 1_700_000_000_000, endTime: 1_700_000_000_001 });
    expect(fileLists[dataType].path).toBe(`/data_access_le/account/{accountId}/le/${dataType}`);
  });

  const aTime = 'a time: milliseconds since the epoch, or a valid Date';
  it.each([
    [{}, undefined],
    [{ endTime: 1 }, undefined],
    [{ endTime: new Date(1) }, undefined],
    [{ ifRevision: '17' }, undefined],
    [{ startTime: undefined }, `"startTime" must be ${aTime}`],
    [{ endTime: '2024-01-01' }, `"endTime" must be ${aTime}`],
    [{ endTime: -1 }, `"endTime" must be ${aTime}`],
    [{ startTime: 3 }, '"startTime" must be no later than "endTime"'],
    [{ startTime: new Date(3) }, '"startTime" must be no later than "endTime"'],
    [
      { ifRevision: 'a\nb' },
      '"ifRevision" must be the revision of an earlier answer, or -1 for a full answer',
    ],
    [{ from: 1 }, 'unknown: from'],
  ])('of a list: %j', (params, message) => {
    expect(complaint(listAgentActivityFiles, { ...range, ...params })).toBe(message);
  });

  it('ask for the latest schema unless told otherwise', () => {
    expect(onTheWire(getSchema, {}).query).toEqual({ schemaId: 'latest' });
    expect(onTheWire(getSchema, { schemaId: 22 }).query).toEqual({ schemaId: 22 });
    expect(complaint(getSchema, { schemaId: '1.0.0.22' })).toBeUndefined();
    for (const schemaId of ['', ' ', 'a b', -1, 1.5e300, true]) {
      expect(complaint(getSchema, { schemaId })).toBe('"schemaId" must be the number of a schema, or latest');
    }
  });

  it.each([href, 'https://localhost:8443/a', 'https://va-a.da.liveperson.net/a.gz?x=1&y=%20'])(
    'take the link %s',
    (link) => {
      expect(complaint(download, { href: link })).toBeUndefined();
    },
  );

  it.each([
    undefined,
    7,
    '',
    'Survey.1.2.gz',
    '/data_access_le/account/1/le/survey/a.gz',
    '//lo.da.liveperson.net/a',
    'http://lo.da.liveperson.net/a',
    'https://lo.da.liveperson.net',
    'https://lo.da.liveperson.net/a#b',
    'https://lo.da.liveperson.net/a b',
    'https://lo.da.liveperson.net/a\r\nx: y',
    'https://lo.da.liveperson.net/..\\evil',
    ' https://lo.da.liveperson.net/a',
  ])('refuse the link %j', (link) => {
    expect(complaint(download, { href: link })).toBe(
      '"href" must be the @href of a listed file, an absolute https URL',
    );
  });
});
