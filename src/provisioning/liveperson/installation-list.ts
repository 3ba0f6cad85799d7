import { isJsonObject } from '../../http/json.js';
import { CLIENT_NAME_PREFIX, DESCRIPTION_MARKER } from '../manifest.js';
import type { Installation, InstallationList } from '../platform.js';
import { expectSuccess, unexpectedBody } from './reply.js';
import type { PlatformReply } from './request.js';

/** One answer of app-install to a list: all of it, or a page. */
interface InstallationPage {
  /** As they came. */
  readonly entries: readonly unknown[];
  /** Of the moment of this answer; undefined where the server names none. */
  readonly revision: string | undefined;
  /** The query of the next page; undefined when this is the last. */
  readonly next: Readonly<Record<string, string>> | undefined;
  /** How many entries the whole list has at least. */
  readonly total: number;
}

/** Nothing public shows app-install in pages: these are the names that LivePerson's other lists and code of others have. */
const LISTS = ['items', 'installations', 'data', 'results'];
const HOLDERS = ['_metadata', 'metadata', '_links', 'links', 'paging', 'pagination'];
const TOTALS = ['total', 'totalCount', 'total_count', 'count'];
/** What else says that there is more, where no next page is named in a known way. */
const MORE = /next|more|cursor|continuation|token/i;
const MOST_PAGES = 1_000;

/**
 * The whole list, however many pages it comes in, or an error: half of it would look like applications that are gone.
 * Without a revision in the answers that of the list is empty, which no deletion takes.
 *
 * @param path Path of the list on its host.
 * @param fetchPage Asks for the page with this query on top of the usual one.
 * @throws {HttpError} when an answer cannot be read, when the pages are of several moments or of none, and when they
 *   come to no end.
 */
export async function readInstallations(
  path: string,
  fetchPage: (query: Readonly<Record<string, string>>) => Promise<PlatformReply>,
): Promise<InstallationList> {
  const entries: unknown[] = [];
  const revisions = new Set<string | undefined>();
  const asked = new Set<string>();
  let query: InstallationPage['next'] = {};
  while (true) {
    const reply = await fetchPage(query);
    const page = readPage(reply, path);
    entries.push(...page.entries);
    revisions.add(page.revision);
    asked.add(JSON.stringify(query));
    if (asked.size > 1 && (revisions.size > 1 || page.revision === undefined)) {
      throw unexpectedBody(reply, 'of the same revision (ac-revision) as the pages before it');
    }
    if (page.next === undefined) {
      if (page.total > entries.length) throw unexpectedBody(reply, `a whole list of ${page.total}`);
      return { items: readEntries(reply, entries), revision: page.revision ?? '' };
    }
    query = page.next;
    if (asked.has(JSON.stringify(query)) || asked.size >= MOST_PAGES) {
      throw unexpectedBody(reply, 'a list that ends');
    }
  }
}

/**
 * An answer that is a list, or an object that holds one with the way to the next page.
 *
 * @param path Path of the list on its host: a next page has the same, with another query.
 * @throws {HttpError} for another body, and for a next page that is named in no known way. It quotes nothing: the
 *   body holds secrets.
 */
function readPage(reply: PlatformReply, path: string): InstallationPage {
  const { json, headers } = expectSuccess(reply);
  const revision = [headers['ac-revision'], headers.etag].find(isText);
  const linked = nextOf(reply, linkIn(headers.link), path);
  if (Array.isArray(json)) return { entries: json, revision, next: linked, total: 0 };
  const lists = isJsonObject(json) ? LISTS.map((name) => json[name]).filter(Array.isArray) : [];
  const [entries] = lists;
  if (!isJsonObject(json) || entries === undefined || lists.length > 1) {
    throw unexpectedBody(reply, 'a list of installations');
  }
  const places = [json, ...HOLDERS.map((name) => json[name]).filter(isJsonObject)];
  const named = places.map(({ next }) => next).find(isGiven);
  const next = nextOf(reply, named, path) ?? linked;
  if (next === undefined && places.some(saysMore)) throw unknownNext(reply);
  const totals = places.flatMap((place) => TOTALS.map((name) => place[name])).filter(isCount);
  return { entries, revision, next, total: Math.max(0, ...totals) };
}

/**
 * The installations among the entries that are not deleted. Entries of others may look as they like: what cannot be
 * read is passed over. One that bears our name is not: it would be installed again and again.
 *
 * @throws {HttpError} for an entry of ours that cannot be read.
 */
function readEntries(reply: PlatformReply, entries: readonly unknown[]): Installation[] {
  return entries.flatMap((entry) => {
    const installation = readInstallation(entry);
    if (installation === undefined && seemsOurs(entry)) throw unreadable(reply);
    return installation === undefined || installation === 'deleted' ? [] : [installation];
  });
}

/** The installation in an answer for one of them; undefined when it is deleted. */
export function readOneInstallation(reply: PlatformReply): Installation | undefined {
  const installation = readInstallation(expectSuccess(reply).json);
  if (installation === undefined) throw unreadable(reply);
  return installation === 'deleted' ? undefined : installation;
}

/** Fields may be written `client_id` (LivePerson's demo app) or `clientId` (code of others). */
function readInstallation(entry: unknown): Installation | 'deleted' | undefined {
  if (!isJsonObject(entry)) return undefined;
  if (entry.deleted === true) return 'deleted';
  const field = (snake: string, camel: string) => entry[snake] ?? entry[camel];
  const { id } = entry;
  const clientId = field('client_id', 'clientId');
  const clientSecret = field('client_secret', 'clientSecret');
  if (!isText(id) || !isText(clientId)) return undefined;
  return {
    id,
    clientId,
    clientSecret: isText(clientSecret) ? clientSecret : null,
    clientName: textOf(field('client_name', 'clientName')),
    description: textOf(entry.description),
    enabled: entry.enabled === true,
    scope: textOf(entry.scope),
    issuedAt: momentOf(field('client_id_issued_at', 'clientIdIssuedAt')),
  };
}

function seemsOurs(entry: unknown): boolean {
  const text = JSON.stringify(entry) ?? '';
  return text.includes(CLIENT_NAME_PREFIX) || text.includes(DESCRIPTION_MARKER);
}

/** Epoch seconds (public code), as milliseconds; 0 stands for none. */
function momentOf(seconds: unknown): number | undefined {
  const isMoment = typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0;
  return isMoment ? seconds * 1_000 : undefined;
}

/**
 * The query of a next page. A link is followed by its query alone, and only if its path is that of the list: nothing
 * that an answer says leads the session elsewhere.
 */
function nextOf(reply: PlatformReply, named: unknown, path: string): InstallationPage['next'] {
  if (!isGiven(named)) return undefined;
  const link = isJsonObject(named) ? (named.href ?? named.url) : named;
  const base = `https://same.invalid${path}`;
  const url = isText(link) && URL.canParse(link, base) ? new URL(link, base) : undefined;
  if (url === undefined || url.pathname !== path || url.search === '') throw unknownNext(reply);
  return Object.fromEntries(url.searchParams);
}

function saysMore(place: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(place).some(([name, value]) => MORE.test(name) && isGiven(value));
}

function linkIn(header: string | string[] | undefined): string | undefined {
  return /<([^<>]+)>\s*;[^,]*\brel="?next\b/i.exec([header ?? []].flat().join(', '))?.[1];
}

function isGiven(next: unknown): boolean {
  return next !== undefined && next !== null && next !== '' && next !== false;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function unreadable(reply: PlatformReply) {
  return unexpectedBody(reply, 'installations with id and client_id');
}

function unknownNext(reply: PlatformReply) {
  return unexpectedBody(reply, 'a whole list: it goes on in a way that this version does not know');
}
