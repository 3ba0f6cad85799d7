import { randomBytes } from 'node:crypto';
import type { Clock } from '../../config/clock.js';
import type { LoginUser } from './people.js';

/** Session of a logged-in person. */
export interface UserSession {
  /** What APIs take. */
  readonly bearer: string;
  /** What the cookie holds. */
  readonly sessionId: string;
  /** What goes with the cookie. */
  readonly csrf: string;
  readonly user: LoginUser;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Life of a login session from its last refresh (documented example: 28,800,000 ms). */
export const SESSION_MS = 8 * 3_600_000;

/** The sessions of the people of one account. */
export class UserSessions {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #sessions = new Map<string, UserSession>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** @param lifetimeMs Milliseconds; of a session that nobody refreshes. */
  open(user: LoginUser, lifetimeMs = SESSION_MS): UserSession {
    const session: UserSession = {
      bearer: randomBytes(32).toString('hex'),
      sessionId: randomBytes(32).toString('hex'),
      csrf: randomBytes(32).toString('hex'),
      user,
      expiresAt: this.#clock.now() + lifetimeMs,
    };
    this.#sessions.set(session.bearer, session);
    return session;
  }

  /** The live session of a bearer. */
  of(bearer: string): UserSession | undefined {
    const session = this.#sessions.get(bearer);
    return session !== undefined && session.expiresAt > this.#clock.now() ? session : undefined;
  }

  /** Whether there was a session of this bearer, live or over. */
  hasSeen(bearer: string): boolean {
    return this.#sessions.has(bearer);
  }

  /** The live session with the id that the cookie holds. */
  withId(sessionId: string): UserSession | undefined {
    const found = [...this.#sessions.values()].find((one) => one.sessionId === sessionId);
    return found === undefined ? undefined : this.of(found.bearer);
  }

  /** Lets a session begin its life anew. */
  refresh(session: UserSession): void {
    const expiresAt = Math.max(session.expiresAt, this.#clock.now() + SESSION_MS);
    this.#sessions.set(session.bearer, { ...session, expiresAt });
  }

  end(session: UserSession): void {
    this.#sessions.set(session.bearer, { ...session, expiresAt: -Infinity });
  }
}
