/** A point in time on the clock of a time zone. Documented. */
export interface ScheduleTime {
  /** `2024-03-04T09:00:00`, or `2024-03-04` for a whole day; LivePerson's text also has `…T09:00`. */
  dateTime: string;
  /** Name of the time zone, for example `Europe/Zurich`; start and end of an event agree. */
  timeZone: string;
}

/**
 * A special occasion: exceptions that replace the working hours of their dates. A list answers `id`,
 * `name`, `deleted` and `isDefault`; name further fields in `select`, or read by id. All but `id` and
 * `deleted` may be absent. Fields are documented.
 */
export interface SpecialOccasion {
  /** Unique id; a skill refers to it as `specialOccasionId`. */
  id: number;
  /** Whether the special occasion is deleted. */
  deleted: boolean;
  /** Unique name, at most 50 characters. */
  name?: string;
  /** Whether it is the default of the account; at most one is. */
  isDefault?: boolean;
  /** Description, at most 200 characters. */
  description?: string | null;
  /** The exceptions. */
  events?: SpecialOccasionEvent[];
}

/** One exception to the working hours; whole, unless `select` names fields within `events`. */
export interface SpecialOccasionEvent {
  /** What the exception is. */
  meta: SpecialOccasionMeta;
  /** When it starts. */
  start: ScheduleTime;
  /** When it ends. */
  end: ScheduleTime;
  /** Empty, or one rule, for example `RRULE:FREQ=DAILY;COUNT=3;INTERVAL=1`; at most 30 days for days off. */
  recurrence: string[];
}

/** What an exception to the working hours is. */
export interface SpecialOccasionMeta {
  /** True: other working hours; false: a day off. */
  working: boolean;
  /** Name, for example `New Year`. */
  name: string;
}
