import { beforeEach, describe, expect, it } from 'vitest';
import type { DataFileList, DataFileRange } from '../../../src/apis/data-access/files.js';
import type { DataType } from '../../../src/apis/data-access/rows.js';
import type { LPClient } from '../../../src/client/lp-client.js';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { dataFileText } from '../../../src/testing/sandbox/services/wrap-avro.js';
import { rejection } from '../../support/call-scene.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { SandboxClient } from './client.js';

const HOUR_MS = 3_600_000;
const ROOT = '/data_access_le/account/12345678/le';
const DATA_TYPES: readonly DataType[] = ['agentActivity', 'webSession', 'engagement', 'survey'];

const { sandbox, lp } = await sandboxFixture({ toolbelt: { responseValidation: 'strict' } });
const { baseTime } = sandbox.fixtures;
const day = { startTime: baseTime - 24 * HOUR_MS, endTime: baseTime };
beforeEach(() => {
  sandbox.requests.clear();
  sandbox.faults.clear();
});

function listsOf(client: LPClient) {
  const { listAgentActivityFiles, listWebSessionFiles, listEngagementFiles, listSurveyFiles } =
    client.dataAccess;
  return {
    agentActivity: listAgentActivityFiles,
    webSession: listWebSessionFiles,
    engagement: listEngagementFiles,
    survey: listSurveyFiles,
  };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Rows of the fixtures, oldest file first. */
function rowsOf(dataType: DataType): unknown[] {
  return sandbox.fixtures.dataFiles
    .filter((file) => file.dataType === dataType)
    .flatMap<unknown>(({ rows }) => rows);
}

/** Requests to Data Access, as a caller of it sees them. */
function seen(): string[] {
  return sandbox.requests
    .matching({ service: 'dataAccess' })
    .map(({ method, path, status }) => `${method} ${path} ${status}`);
}

/** The list that the server answers the next time, with these links. */
function answerLinks(...hrefs: string[]): void {
  const file = hrefs.map((href) => ({
    '@name': 'a.gz',
    '@scopeStartDate': '',
    '@scopeEndDate': '',
    '@href': href,
  }));
  const body: DataFileList = { dataAccessFiles: { file } };
  sandbox.faults.add({ service: 'dataAccess', path: /survey$/, body });
}

const surveys = (range: DataFileRange = day) => lp.dataAccess.rows({ dataType: 'survey', ...range });

describe('lists of data files', () => {
  it.each(DATA_TYPES)('of %s send their times and give the files of the range', async (dataType) => {
    const list = listsOf(lp)[dataType];
    const { baseTime } = sandbox.fixtures;
    const files = await collect(list({ startTime: new Date(baseTime - HOUR_MS), endTime: baseTime }));
    const names = sandbox.fixtures.dataFiles
      .filter((file) => file.dataType === dataType && file.scopeEnd >= baseTime - HOUR_MS)
      .map(({ name }) => name);
    expect(names).toHaveLength(2);
    expect(files.map((file) => file['@name'])).toEqual(names);
    const [request] = sandbox.requests.matching({ service: 'dataAccess' });
    expect(request).toMatchObject({
      method: 'GET',
      path: `${ROOT}/${dataType}`,
      query: { startTime: String(baseTime - HOUR_MS), endTime: String(baseTime) },
      authorization: { scheme: 'Bearer' },
    });
    expect(request).not.toHaveProperty('body');
  });

  it('hand the answer over as it came, unknown fields too', async () => {
    const file = { '@name': 'a', '@scopeStartDate': '', '@scopeEndDate': '', '@href': 'x', '@more': [1] };
    const body = { dataAccessFiles: { file, count: 1 }, more: true };
    sandbox.faults.add({ service: 'dataAccess', body });
    const list = lp.dataAccess.listSurveyFiles(day);
    expect(await list).toEqual(body);
    expect(await collect(list)).toEqual([file]);
  });

  it.each(DATA_TYPES)('of %s are empty when there is none', async (dataType) => {
    const list = listsOf(lp)[dataType]({ startTime: 0, endTime: 1 });
    expect(await list).toEqual({ dataAccessFiles: { file: [] } });
    expect(await collect(list)).toEqual([]);
    expect((await list.withResponse()).status).toBe(404);
    expect(seen()).toEqual([`GET ${ROOT}/${dataType} 404`]);
  });

  it.each([200, 400, 503])('are empty by the words, whatever the status: %i', async (status) => {
    sandbox.faults.add({ service: 'dataAccess', status, body: { msg: 'No Available Files for it' } });
    const answer = lp.dataAccess.listSurveyFiles(day, { retry: false });
    if (status === 200) expect(await rejection(answer)).toMatchObject({ name: 'ResponseValidationError' });
    else expect(await collect(answer)).toEqual([]);
  });

  it('answer undefined to a revision that is still the current one', async () => {
    const { revision } = await lp.dataAccess.listSurveyFiles(day).withResponse();
    const list = lp.dataAccess.listSurveyFiles({ ...day, ifRevision: revision });
    expect(await list).toBeUndefined();
    expect(await collect(list)).toEqual([]);
    expect(await lp.dataAccess.listResources({ ifRevision: revision })).toBeUndefined();
    expect(await lp.dataAccess.getSchema({ ifRevision: revision })).toBeUndefined();
    expect(await lp.dataAccess.listSurveyFiles({ ...day, ifRevision: '-1' })).toBeDefined();
    expect(sandbox.requests.count({ service: 'dataAccess' })).toBe(5);
  });

  it('tell of a key without the privilege, of a server that fails, and send nothing for wrong times', async () => {
    sandbox.faults.add({ service: 'dataAccess', status: 403, body: { message: 'not enabled' } });
    expect(await rejection(lp.dataAccess.listSurveyFiles(day).then())).toMatchObject({
      name: 'PrivilegeError',
      message: expect.stringContaining('Data Access API: the server refused dataAccess.listSurveyFiles'),
    });
    sandbox.faults.add({ service: 'dataAccess', status: 404, body: { message: 'Gone' } });
    expect(await rejection(lp.dataAccess.listSurveyFiles(day).then())).toMatchObject({
      name: 'HttpError',
      status: 404,
      service: 'dataAccess',
    });
    sandbox.requests.clear();
    const { startTime, endTime } = day;
    expect(
      await rejection(lp.dataAccess.listSurveyFiles({ startTime: endTime, endTime: startTime }).then()),
    ).toMatchObject({
      name: 'ParameterError',
      message: 'dataAccess.listSurveyFiles: "startTime" must be no later than "endTime". Nothing was sent.',
    });
    expect(seen()).toEqual([]);
  });
});

describe('resources and schema', () => {
  it('are read by their methods', async () => {
    const links = await collect(lp.dataAccess.listResources());
    expect(links.map((link) => link['@rel'])).toEqual(['self', ...DATA_TYPES, 'schema']);
    expect(links[1]?.['@href']).toBe(`https://${sandbox.hosts.dataAccess}${ROOT}/agentActivity`);
    expect(await lp.dataAccess.getSchema()).toMatchObject({ type: 'record', name: 'DataAccessRecord' });
    expect(await rejection(lp.dataAccess.getSchema({ schemaId: 22 }).then())).toMatchObject({ status: 404 });
    expect(sandbox.requests.matching({ path: /schema$/ }).map(({ query }) => query)).toEqual([
      { schemaId: 'latest' },
      { schemaId: '22' },
    ]);
  });
});

describe('download', () => {
  it('gives the bytes of a file, which are gzip', async () => {
    const [file] = await collect(lp.dataAccess.listSurveyFiles(day));
    const { data, status, headers } = await lp.dataAccess
      .download({ href: file?.['@href'] ?? '' })
      .withResponse();
    const bytes = Buffer.concat(await collect<Buffer>(data));
    expect([...bytes.subarray(0, 2)]).toEqual([0x1f, 0x8b]);
    expect({ status, length: Number(headers['content-length']) }).toEqual({
      status: 200,
      length: bytes.length,
    });
  });

  it('throws for a file that is gone', async () => {
    const href = `https://${sandbox.hosts.dataAccess}${ROOT}/survey/gone.gz`;
    expect(await rejection(lp.dataAccess.download({ href }).then())).toMatchObject({
      name: 'HttpError',
      status: 404,
      operation: 'dataAccess.download',
    });
  });

  it.each([
    'https://evil.example.com/a.gz',
    'https://lo.da.liveperson.net.example.com/a.gz',
    'https://api.liveperson.net/a.gz',
    'https://lo.da.liveperson.net@evil.example.com/a.gz',
    'https://localhost:1/a.gz',
  ])('sends no credential to %s', async (href) => {
    const error = await rejection(lp.dataAccess.download({ href }).then());
    expect(error).toMatchObject({ name: 'HostNotAllowedError' });
    expect(String(error)).toContain('Nothing was sent.');
    expect(sandbox.requests.all()).toEqual([]);
  });

  it('sends nothing for what is no link', async () => {
    for (const href of ['a.gz', 'http://localhost/a.gz']) {
      expect(await rejection(lp.dataAccess.download({ href }).then())).toMatchObject({
        name: 'ParameterError',
        parameter: 'href',
      });
    }
    expect(seen()).toEqual([]);
  });
});

describe('rows', () => {
  it.each(DATA_TYPES)(
    'of %s come unzipped and unwrapped, from all files in their order',
    async (dataType) => {
      const rows = await collect<unknown>(lp.dataAccess.rows({ dataType, ...day }));
      expect(rows).toEqual(rowsOf(dataType));
      expect(rows).toHaveLength(24);
      expect(sandbox.requests.count({ service: 'dataAccess', path: '.gz' })).toBe(3);
    },
  );

  it('come with an OAuth 1.0a key too, whose signature is for the link', async () => {
    await using older = await startSandbox({ credentials: 'oauth1' });
    await using client = older.toolbelt({ responseValidation: 'strict' });
    const rows = await collect(client.LPClient().dataAccess.rows({ dataType: 'survey', ...day }));
    expect(rows).toEqual(rowsOf('survey'));
  });

  it('are none when there are no files', async () => {
    expect(await collect(surveys({ startTime: 0, endTime: 1 }))).toEqual([]);
  });

  it('download a file only when the loop gets there, and no more once it is left', async () => {
    for await (const row of surveys()) {
      expect(row).toEqual(rowsOf('survey')[0]);
      break;
    }
    expect(sandbox.requests.count({ path: '.gz' })).toBe(1);
  });

  it('come from plain files, too', async () => {
    const [file] = sandbox.fixtures.dataFiles.filter(({ dataType }) => dataType === 'survey');
    if (file === undefined) throw new Error('there is no file');
    const array = `[${dataFileText(file).trim().replaceAll('\n', ',')}]`;
    for (const body of [dataFileText(file), array]) {
      answerLinks(`https://${sandbox.hosts.dataAccess}${ROOT}/survey/a.gz`);
      sandbox.faults.add({ path: '.gz', body });
      expect(await collect(surveys())).toEqual(file.rows);
    }
  });

  it('send no credential to a listed file that lies elsewhere', async () => {
    answerLinks('https://evil.example.com/a.gz');
    expect(await rejection(collect(surveys()))).toMatchObject({
      name: 'HostNotAllowedError',
      host: 'evil.example.com',
    });
    expect(seen()).toEqual([`GET ${ROOT}/survey 200`]);
  });

  it.each([
    ['gzip that is damaged', '\u001fnothing of gzip', /a\.gz: is damaged \(Z_DATA_ERROR\)/],
    ['a page of HTML', '<html>person@example.com</html>', /a\.gz: is no JSON object/],
    ['a broken line', '{"person@example.com"\n', /a\.gz: ends within a JSON object/],
  ])('tell of %s by the name of the file, and of nothing in it', async (_what, body, words) => {
    answerLinks(`https://${sandbox.hosts.dataAccess}${ROOT}/survey/a.gz`);
    sandbox.faults.add({ path: '.gz', body });
    const error = await rejection(collect(surveys()));
    expect(error).toMatchObject({ name: 'ResponseValidationError', operation: 'dataAccess.rows' });
    expect(String(error)).toMatch(words);
    expect(String(error)).not.toContain('person@');
  });

  it('fail when a file breaks off', async () => {
    sandbox.faults.add({ path: '.gz', truncate: true });
    expect(await rejection(collect(surveys()))).toMatchObject({ name: 'NetworkError' });
  });

  it('are checked against their schema as responseValidation says', async () => {
    const warnings: string[] = [];
    const logger = { debug() {}, info() {}, error() {}, warn: (message: string) => warnings.push(message) };
    await using lenient = sandbox.toolbelt({ logger });
    const read = (client: LPClient) => {
      answerLinks(`https://${sandbox.hosts.dataAccess}${ROOT}/survey/a.gz`);
      sandbox.faults.add({
        path: '.gz',
        body: '{"dataType":"Weather"}\n{"dataType":{"string":"Weather"}}\n',
      });
      return collect<unknown>(client.dataAccess.rows({ dataType: 'survey', ...day }));
    };
    expect(await rejection(read(lp))).toMatchObject({ operation: 'dataAccess.rows of survey' });
    expect(await read(lenient.LPClient())).toEqual([{ dataType: 'Weather' }, { dataType: 'Weather' }]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('dataAccess.rows of survey');
  });

  it('send nothing for a wrong kind of data, wrong times or wrong options', async () => {
    const wrong = (params: unknown, options?: unknown) =>
      rejection(collect(lp.dataAccess.rows(params as never, options as never)));
    expect(await wrong({ dataType: 'schema', ...day })).toMatchObject({
      parameter: 'dataType',
      message:
        'dataAccess.rows: "dataType" must be one of agentActivity, webSession, engagement, survey. Nothing was sent.',
    });
    expect(await wrong({ dataType: 'toString', ...day })).toMatchObject({ parameter: 'dataType' });
    expect(await wrong(undefined)).toMatchObject({ parameter: 'dataType' });
    expect(await wrong(null)).toMatchObject({ parameter: 'dataType' });
    expect(await wrong({ dataType: 'survey', startTime: 1 })).toMatchObject({ parameter: 'endTime' });
    expect(await wrong({ dataType: 'survey', ...day, from: 1 })).toMatchObject({ name: 'ParameterError' });
    expect(await wrong({ dataType: 'survey', ...day }, { timeoutMs: 0 })).toMatchObject({
      parameter: 'timeoutMs',
    });
    expect(seen()).toEqual([]);
  });
});

describe('the host of Data Access', () => {
  it('is not in CSDS, and is asked for when it cannot be told', async () => {
    await using client = sandbox.toolbelt({ dataAccessHost: undefined });
    const services = (await client.CsdsClient().getAll()).flatMap((entry) => Object.keys(entry));
    expect(services).not.toContain('dataAccess');
    const lists = client.LPClient().dataAccess.listSurveyFiles(day);
    expect(await rejection(lists.then())).toMatchObject({ name: 'ConfigError', field: 'dataAccessHost' });
    expect(seen()).toEqual([]);
  });

  it('serves raw calls, too', async () => {
    const response = await lp('dataAccess', `${ROOT}/schema?schemaId=latest`);
    expect(await response.json()).toMatchObject({ type: 'record' });
  });

  it.each(['https://lo.da.liveperson.net', 'a/b', '10.0.0.1', '', 7])('cannot be %j', (host) => {
    expect(() => sandbox.toolbelt({ dataAccessHost: host as string })).toThrow(
      expect.objectContaining({ name: 'ConfigError', field: 'dataAccessHost' }),
    );
  });
});

describe('the server of Data Access', () => {
  it.each([
    ['?startTime=1', 400],
    ['?startTime=a&endTime=2', 400],
    ['?startTime=3&endTime=2', 400],
    ['?startTime=1&endTime=2', 404],
  ])('judges the query %s of a list', async (query, status) => {
    await using client = new SandboxClient(sandbox);
    const reply = await client.api('dataAccess', 'GET', `${ROOT}/webSession${query}`);
    expect(reply.status).toBe(status);
    if (status === 404) expect(reply.text).toContain('No Available Files');
  });

  it('wants a schema, a credential, and the privilege', async () => {
    await using client = new SandboxClient(sandbox);
    expect((await client.api('dataAccess', 'GET', `${ROOT}/schema`)).status).toBe(400);
    expect((await client.call('dataAccess', 'GET', ROOT)).status).toBe(401);
    const token = await client.token(await client.installApplication('users.external'));
    expect((await client.api('dataAccess', 'GET', ROOT, { token })).status).toBe(403);
  });
});
