import type { AnswerType } from '../apis/answer-type.js';
import { answers } from '../apis/answers.generated.js';
import { DATA_ACCESS_HOSTS, DATA_FILE_HOSTS, dataAccess } from '../apis/data-access/data-access.js';
import type { ApiDefinition, Operation } from '../apis/define-api.js';
import { allApis, apisOutsideTable, apiTable } from '../apis/index.js';
import { LpServices } from '../csds/services.js';
import type { Named } from './named.js';
import { reaches } from './reach.js';
import { type OuterKinds, usualKinds } from './stand-ins/answer-check.js';
import { shortPath } from './stand-ins/short-path.js';

/**
 * The table of APIs for the deployed form, as the source of a module: those that are named as they are, of the others
 * what the guard has to know.
 *
 * @param source That of the whole table, which says where each lies.
 */
export function tableOf(source: string, { apis, escapes, rawCalls, rawOptions }: Named): string {
  const whole = (api: ApiDefinition) => apis.has(api.id);
  // The guard refuses no GET of a row that may be read.
  const isGuarded = (api: ApiDefinition) =>
    whole(api) || (rawCalls && (rawOptions || api.privilege !== 'Read'));
  const imports = allApis
    .filter(whole)
    .map(({ id }) => `import { ${id} } from ${JSON.stringify(moduleOf(source, id))};`);
  const rows = apiTable
    .filter(isGuarded)
    .map((api) => (whole(api) ? api.id : `row(${JSON.stringify(outline(api))})`));
  // Where every use of a client is seen, nobody asks for another API.
  const absentIds = escapes ? idsOf(allApis.filter((api) => !whole(api))) : '';
  const all = [idsOf(allApis.filter(whole)), absentIds && `...absent('${absentIds}')`];
  return [
    ...imports,
    "import { absent, row } from '../bundle/stand-ins/absent-api.js';",
    `export const apiTable = [${rows.join()}];`,
    `export const apisOutsideTable = [${idsOf(apisOutsideTable.filter(whole))}];`,
    `export const allApis = [${all.filter(Boolean).join()}];`,
  ].join('\n');
}

const idsOf = (apis: readonly ApiDefinition[]) => apis.map(({ id }) => id).join();

/** Title, paths, and the requests that are granted beside reads; see `row`. */
function outline({ title, privilege, owns, operations }: ApiDefinition): string {
  const needed = Object.values(operations).filter(({ method }) => privilege !== 'Read' || method !== 'GET');
  const requests = new Set(needed.map(({ method, path }: Operation) => `${method}|${shortPath(path)}`));
  const parts = [title.replace(/ API$/, ''), owns.map(shortPath).join(' '), [...requests].join(' ')];
  return [...parts, ...(privilege === 'Read' ? [] : [privilege])].join(';');
}

function moduleOf(source: string, id: string): string {
  const [, path] = new RegExp(`\\b${id},?\\s*\\}\\s*from\\s*['"](.+?)['"]`).exec(source) ?? [];
  if (path === undefined) throw new Error(`The table of APIs imports no ${id}`);
  return path;
}

/** What the answers of the operations that it may call are on their outside, as the source of a module. */
export function outerKinds(named: Named): string {
  const isKept = (name: string) => {
    const [api = '', operation = ''] = name.split(/[.:]/);
    return reaches(named, api, operation);
  };
  const kept = Object.entries<AnswerType>(answers).filter(([name]) => isKept(name));
  const kinds = kept.map(([name, type]) => ({ name, kinds: kindsOf(type) }));
  const others = kinds.filter((one) => one.kinds !== usualKinds(one.name));
  const namesOf = (wanted: OuterKinds) =>
    others.filter((one) => one.kinds === wanted).map(({ name }) => name);
  const table = Object.fromEntries(others.map((one) => [one.kinds, namesOf(one.kinds).join(' ')]));
  return [
    "import { kindsByName } from '../bundle/stand-ins/answer-check.js';",
    `export const answers = kindsByName(${JSON.stringify(table)});`,
  ].join('\n');
}

/** The services of these names, as the source of a module; undefined stands for all. */
export function servicesOf(names: ReadonlySet<string> | undefined): string {
  const kept = Object.entries(LpServices).filter(([name]) => names?.has(name) ?? true);
  return `export const LpServices = ${JSON.stringify(Object.fromEntries(kept))};`;
}

/** The client of Salesforce with the package that the platform has, as the source of a module. */
export function salesforceClient(): string {
  return [
    "import jsforce from '@jsforce/jsforce-node';",
    'export const createSalesforceClient = (given = jsforce) => ({',
    '  connectToSalesforce: (params) => new given.Connection(params),',
    '});',
  ].join('\n');
}

/** What a client needs of Data Access that does not call it, as the source of a module: raw calls may. */
export function dataAccessHosts(): string {
  const { id, service } = dataAccess;
  const values = Object.entries({ DATA_ACCESS_HOSTS, DATA_FILE_HOSTS, dataAccess: { id, service } });
  return values.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join('\n');
}

/** See `OuterKinds`. */
function kindsOf(type: AnswerType): OuterKinds {
  const kinds = new Set(plainKinds(type));
  return kinds.has('') ? '' : [...kinds].sort().join('');
}

function plainKinds(type: AnswerType): string[] {
  if (typeof type === 'function') return plainKinds(type());
  if (isUnion(type)) return type.flatMap(plainKinds);
  if (typeof type === 'string' || 'literal' in type) return [''];
  return ['list' in type ? 'l' : 'o'];
}

function isUnion(type: AnswerType): type is readonly AnswerType[] {
  return Array.isArray(type);
}
