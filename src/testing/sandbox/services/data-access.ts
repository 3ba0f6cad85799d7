import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { dataAccess } from '../../../apis/data-access/data-access.js';
import type { DataAccessResources, DataFileList } from '../../../apis/data-access/files.js';
import type { DataType } from '../../../apis/data-access/rows.js';
import type { DataFileFixtures, FixtureDataFile } from '../../fixtures/data-files.js';
import { offsetTimeInSeconds } from '../../time-texts.js';
import type { Answer, Handler, Route, SandboxRequest } from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';
import { apiRoutes, type OperationHandlers, refusal } from './api-routes.js';
import { dataFileText } from './wrap-avro.js';

/** Made up; it never changes. */
const REVISION = '1';
const RESOURCES = ['agentActivity', 'webSession', 'engagement', 'survey', 'schema'] as const;

/** The one schema of the sandbox; it only names the kinds of rows. */
const SCHEMA = {
  type: 'record',
  name: 'DataAccessRecord',
  namespace: 'com.liveperson.dataaccess',
  fields: [
    {
      name: 'dataType',
      type: {
        type: 'enum',
        name: 'DataTypeEnum',
        symbols: ['AgentActivity', 'WebSession', 'Engagement', 'Survey'],
      },
    },
  ],
};

/** Data Access, which is not in CSDS: lists of data files, and the files. */
export function dataAccessRoutes({ fixtures, authentication }: ServiceParts): Route[] {
  return apiRoutes('dataAccess', dataAccess, dataAccessHandlers(fixtures), authentication);
}

function dataAccessHandlers({ dataFiles }: DataFileFixtures): OperationHandlers {
  const zipped = new Map<FixtureDataFile, Promise<Buffer>>();
  const download: Handler = async (request) => {
    const { dataType, fileName } = request.params;
    const file = dataFiles.find((one) => one.dataType === dataType && one.name === fileName);
    if (file === undefined) throw refusal(request, 'not-found', 'There is no such file');
    const bytes = zipped.get(file) ?? promisify(gzip)(dataFileText(file));
    zipped.set(file, bytes);
    return { status: 200, bytes: await bytes };
  };
  const list = (dataType: DataType) => unlessKnown((request) => listFiles(request, dataType, dataFiles));
  return {
    listResources: unlessKnown(listResources),
    listAgentActivityFiles: list('agentActivity'),
    listWebSessionFiles: list('webSession'),
    listEngagementFiles: list('engagement'),
    listSurveyFiles: list('survey'),
    getSchema: unlessKnown(getSchema),
    download,
  };
}

/** `If-Match` with the revision of now asks for nothing, as in account configuration (documented as a header only). */
function unlessKnown(handler: (request: SandboxRequest) => Answer): Handler {
  return (request) => {
    const headers = { etag: REVISION };
    const answer = handler(request);
    return request.headers['if-match'] === REVISION ? { status: 304, headers } : { ...answer, headers };
  };
}

function listResources({ url, params }: SandboxRequest): Answer {
  const self = url.origin + url.pathname;
  const body: DataAccessResources = {
    le: {
      '@accountId': params.accountId ?? '',
      link: [
        { '@href': self, '@rel': 'self' },
        ...RESOURCES.map((name) => ({ '@href': `${self}/${name}`, '@rel': name })),
      ],
    },
  };
  return { status: 200, body };
}

function listFiles(
  request: SandboxRequest,
  dataType: DataType,
  files: DataFileFixtures['dataFiles'],
): Answer {
  const from = readTime(request, 'startTime');
  const to = readTime(request, 'endTime');
  if (from > to) throw refusal(request, 'bad-request', '"startTime" must not be after "endTime"');
  const found = files.filter(
    (file) => file.dataType === dataType && file.scopeEnd >= from && file.scopeEnd <= to,
  );
  // The words were observed; which status comes with them was not recorded.
  if (found.length === 0) throw refusal(request, 'not-found', 'No Available Files');
  const self = request.url.origin + request.url.pathname;
  const body: DataFileList = {
    dataAccessFiles: {
      '@id': request.params.accountId ?? '',
      link: { '@href': self, '@rel': 'self' },
      file: found.map(({ name, scopeStart, scopeEnd }) => ({
        '@name': name,
        '@scopeStartDate': offsetTimeInSeconds(scopeStart),
        '@scopeEndDate': offsetTimeInSeconds(scopeEnd),
        '@href': `${self}/${name}`,
      })),
    },
  };
  return { status: 200, body };
}

function getSchema(request: SandboxRequest): Answer {
  const schemaId = request.query.get('schemaId') ?? '';
  if (schemaId === '') throw refusal(request, 'bad-request', '"schemaId" must be a number, or latest');
  if (schemaId !== 'latest') throw refusal(request, 'not-found', 'There is no such schema');
  return { status: 200, body: SCHEMA };
}

function readTime(request: SandboxRequest, name: string): number {
  const text = request.query.get(name) ?? '';
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw refusal(request, 'bad-request', `"${name}" must be a number of milliseconds since the epoch`);
}
