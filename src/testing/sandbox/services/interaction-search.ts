import type { Interaction } from '../../../apis/history/interaction.js';
import { isJsonObject, type JsonObject } from '../exchange.js';
import {
  isId,
  isWithin,
  looseRange,
  oneOf,
  range,
  readPhrase,
  SearchRefused,
  type Test,
  timeRange,
} from './history-search.js';

/** The longest range of `start`; documented as one month. */
const LONGEST_DAYS = 31;

/** Where the sandbox looks a keyword up; the other documented areas hold nothing that it could find. */
const KEYWORD_AREAS: Readonly<Record<string, (interaction: Interaction) => readonly (string | undefined)[]>> =
  {
    chatLine: ({ transcript }) => transcript?.lines.map(({ text }) => text) ?? [],
    visitorInfo: ({ visitorInfo }) => [visitorInfo?.country, visitorInfo?.state, visitorInfo?.city],
  };

/**
 * Turns the body of a search into tests of one interaction.
 * @throws {SearchRefused} for a body that the service would not take.
 */
export function interactionTests(body: JsonObject): Test<Interaction>[] {
  const start = timeRange(body, 'start', LONGEST_DAYS);
  if (start === undefined) throw new SearchRefused('"start" with "from" and "to" is missing');
  return [({ info }) => isWithin(info.startTimeL, start), ...filterTests(body)];
}

function filterTests(body: JsonObject): Test<Interaction>[] {
  if (body.interactive !== undefined && String(body.interactive) !== 'true') {
    throw new SearchRefused('"interactive" must be true');
  }
  const duration = range(body, 'duration');
  const score = body.chatMCS === undefined ? undefined : looseRange(body, 'chatMCS');
  return [
    oneOf(body, 'skillIds', ({ info }) => info.skillId),
    oneOf(body, 'agentIds', ({ info }) => info.agentId),
    oneOf(body, 'agentGroupIds', ({ info }) => info.agentGroupId),
    equal(body, 'visitor', ({ info }) => info.visitorId),
    equal(body, 'engagementId', ({ info }) => info.engagementId),
    equal(body, 'channel', ({ info }) => info.channel),
    equal(body, 'mcs', ({ info }) => info.mcs ?? ''),
    oneOf(body, 'alertedMcsValues', ({ info }) => info.alertedMCS ?? ''),
    ({ info }) => score === undefined || isWithin(info.chatMCS, score),
    keywordTest(body),
    // Nothing of these is in the fixtures, so that a filter that asks for it finds nothing.
    () => body.hasInteractiveCoBrowse !== true && body.coBrowseDuration === undefined,
    () => body.lineContentTypes === undefined && body.predictionLabel === undefined,
    ({ info }) => duration === undefined || isWithin(info.duration, duration),
  ];
}

function equal(
  body: JsonObject,
  name: string,
  field: (interaction: Interaction) => string | number,
): Test<Interaction> {
  const wanted = body[name];
  if (wanted === undefined) return () => true;
  if (!isId(wanted)) throw new SearchRefused(`"${name}" must be a string or a number`);
  return (interaction) => String(field(interaction)) === String(wanted);
}

function keywordTest(body: JsonObject): Test<Interaction> {
  const wanted = readPhrase(body, 'keyword');
  if (wanted === undefined) return () => true;
  const area = body.keyword_search_area;
  const types: unknown = isJsonObject(area) ? area.types : undefined;
  if (!Array.isArray(types) || types.length === 0) {
    throw new SearchRefused('"keyword_search_area" with "types" is required with "keyword"');
  }
  const places = Object.entries(KEYWORD_AREAS)
    .filter(([type]) => types.includes(type))
    .map(([, place]) => place);
  return (interaction) => {
    return places.some((place) => place(interaction).some((text) => text?.toLowerCase().includes(wanted)));
  };
}
