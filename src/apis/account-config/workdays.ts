import type { ApiCall, ApiList, CallOptions } from '../api-call.js';
import { defineApi, itemsOf } from '../define-api.js';
import { idInPath } from '../parameter.js';
import { type AccountConfigReadParams, readParameters } from './read-params.js';
import type { ScheduleTime, SpecialOccasion } from './special-occasions.js';

/**
 * A workdays object: the working hours of a week. A list answers `id`, `name`, `deleted` and `isDefault`;
 * name further fields in `select`, or read by id. All but `id` and `deleted` may be absent. Fields are
 * documented.
 */
export interface WorkdaysObject {
  /** Unique id; a skill refers to it as `workingHoursId`. */
  id: number;
  /** Whether the object is deleted. */
  deleted: boolean;
  /** Unique name, at most 50 characters. */
  name?: string;
  /** Whether it is the default of the account; at most one is. */
  isDefault?: boolean;
  /** Description, at most 200 characters. */
  description?: string | null;
  /** The shifts. */
  events?: WorkdaysShift[];
}

/** One shift of the week; whole, unless `select` names fields within `events`. */
export interface WorkdaysShift {
  /** When it starts. */
  start: ScheduleTime;
  /** End; a shift lasts 24 hours at most. */
  end: ScheduleTime;
  /** One rule, which names the weekday, for example `RRULE:FREQ=WEEKLY;BYDAY=MO`. */
  recurrence: string[];
}

/** Parameters of `workdays.list`. */
export interface ListWorkdaysParams extends Pick<AccountConfigReadParams, 'select' | 'ifRevision'> {
  /**
   * Fields to answer: a comma-separated list, for example `id,name,events`. Without it a list has `id`,
   * `name`, `deleted` and `isDefault` (inferred from the documented example). `$all` asks for every field
   * (observed elsewhere, unconfirmed for these lists).
   */
  select?: string | undefined;
}

/** Parameters of `workdays.get`. */
export interface GetWorkdaysParams extends Pick<AccountConfigReadParams, 'select' | 'ifRevision'> {
  /** Id of the workdays object, as a number or as its digits. */
  workdayId: number | string;
}

/** Parameters of `workdays.listSpecialOccasions`. */
export interface ListSpecialOccasionsParams extends ListWorkdaysParams {}

/** Parameters of `workdays.getSpecialOccasion`. */
export interface GetSpecialOccasionParams extends Pick<AccountConfigReadParams, 'select' | 'ifRevision'> {
  /** Id of the special occasion, as a number or as its digits. */
  specialOccasionId: number | string;
}

/**
 * Workdays API: the working hours of the account, and the special occasions that replace them on some
 * dates. LivePerson documents special occasions as an API of its own that the privilege table does not
 * name: reading them may be refused with a `PrivilegeError`.
 */
export interface WorkdaysApi {
  /**
   * All workdays objects of the account, in one page, without their shifts unless `select` names `events`.
   *
   * @example
   * const schedules = await lp.workdays.list();
   * const standard = schedules.find(({ isDefault }) => isDefault);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read workdays.
   * @throws {HttpError} The server answered with another error.
   */
  list(
    params?: ListWorkdaysParams & { ifRevision?: undefined },
    options?: CallOptions,
  ): ApiList<WorkdaysObject>;
  /**
   * All workdays objects, if they have changed since `ifRevision`; else `undefined` (inferred from the
   * sibling APIs).
   *
   * @example
   * const changed = await lp.workdays.list({ ifRevision: '1742' });
   * if (changed !== undefined) console.log(`${changed.length} schedules`);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read workdays.
   * @throws {HttpError} The server answered with another error.
   */
  list(
    params: ListWorkdaysParams,
    options?: CallOptions,
  ): ApiList<WorkdaysObject, WorkdaysObject[] | undefined>;

  /**
   * One workdays object, with its shifts unless `select` says otherwise.
   *
   * @example
   * const { events = [] } = await lp.workdays.get({ workdayId: 2841190012 });
   * for (const { start, end } of events) console.log(start.dateTime, end.dateTime, start.timeZone);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read workdays.
   * @throws {HttpError} 404: there is no such object; or another error.
   */
  get(params: GetWorkdaysParams & { ifRevision?: undefined }, options?: CallOptions): ApiCall<WorkdaysObject>;
  /**
   * One workdays object, if the configuration has changed since `ifRevision`; else `undefined` (inferred
   * from the sibling APIs).
   *
   * @example
   * const changed = await lp.workdays.get({ workdayId: 2841190012, ifRevision: '1742' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read workdays.
   * @throws {HttpError} 404: there is no such object; or another error.
   */
  get(params: GetWorkdaysParams, options?: CallOptions): ApiCall<WorkdaysObject | undefined>;

  /**
   * All special occasions of the account, in one page, without their events unless `select` names them.
   *
   * @example
   * const occasions = await lp.workdays.listSpecialOccasions({ select: 'id,name,events' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read special occasions.
   * @throws {HttpError} The server answered with another error.
   */
  listSpecialOccasions(
    params?: ListSpecialOccasionsParams & { ifRevision?: undefined },
    options?: CallOptions,
  ): ApiList<SpecialOccasion>;
  /**
   * All special occasions, if they have changed since `ifRevision`; else `undefined` (inferred from the
   * sibling APIs).
   *
   * @example
   * const changed = await lp.workdays.listSpecialOccasions({ ifRevision: '1742' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read special occasions.
   * @throws {HttpError} The server answered with another error.
   */
  listSpecialOccasions(
    params: ListSpecialOccasionsParams,
    options?: CallOptions,
  ): ApiList<SpecialOccasion, SpecialOccasion[] | undefined>;

  /**
   * One special occasion, with its events unless `select` says otherwise.
   *
   * @example
   * const { events = [] } = await lp.workdays.getSpecialOccasion({ specialOccasionId: 2841200012 });
   * const daysOff = events.filter(({ meta }) => !meta.working);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read special occasions.
   * @throws {HttpError} 404: there is no such special occasion; or another error.
   */
  getSpecialOccasion(
    params: GetSpecialOccasionParams & { ifRevision?: undefined },
    options?: CallOptions,
  ): ApiCall<SpecialOccasion>;
  /**
   * One special occasion, if the configuration has changed since `ifRevision`; else `undefined` (inferred
   * from the sibling APIs).
   *
   * @example
   * const changed = await lp.workdays.getSpecialOccasion({ specialOccasionId: 2841200012, ifRevision: 1742 });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read special occasions.
   * @throws {HttpError} 404: there is no such special occasion; or another error.
   */
  getSpecialOccasion(
    params: GetSpecialOccasionParams,
    options?: CallOptions,
  ): ApiCall<SpecialOccasion | undefined>;
}

const WORKING_HOURS = '/api/account/{accountId}/configuration/ac-common/workinghours';
const SPECIAL_OCCASION = '/api/account/{accountId}/configuration/ac-common/specialoccasion';

/** Row 10 of the privilege table. */
export const workdays = defineApi<WorkdaysApi>({
  id: 'workdays',
  title: 'Workdays API',
  privilege: 'Read',
  service: 'accountConfigReadOnly',
  owns: [WORKING_HOURS, SPECIAL_OCCASION],
  operations: {
    list: {
      summary: 'All workdays objects of the account',
      method: 'GET',
      path: WORKING_HOURS,
      parameters: scheduleParameters,
      query: { v: '1.0' },
      items: itemsOf,
    },
    get: {
      summary: 'One workdays object',
      method: 'GET',
      path: `${WORKING_HOURS}/{workdayId}`,
      parameters: () => ({ workdayId: idInPath(), ...scheduleParameters() }),
      query: { v: '1.0' },
    },
    listSpecialOccasions: {
      summary: 'All special occasions of the account',
      method: 'GET',
      path: SPECIAL_OCCASION,
      parameters: scheduleParameters,
      query: { v: '1.0' },
      items: itemsOf,
    },
    getSpecialOccasion: {
      summary: 'One special occasion',
      method: 'GET',
      path: `${SPECIAL_OCCASION}/{specialOccasionId}`,
      parameters: () => ({ specialOccasionId: idInPath(), ...scheduleParameters() }),
      query: { v: '1.0' },
    },
  },
});

function scheduleParameters() {
  const { select, ifRevision } = readParameters();
  return { select, ifRevision };
}
