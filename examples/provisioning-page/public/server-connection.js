// @ts-check

/** @import { PageMessage } from '../page-messages.js' */

const RECONNECT_MS = 1_000;

/**
 * @typedef {object} ConnectionListener
 * @property {(message: PageMessage) => void} onMessage
 * @property {(connected: boolean) => void} onConnected
 */

/** The stream of messages from the server, which comes back by itself. */
export class ServerConnection {
  /** @type {ConnectionListener} */
  #listener;
  #lastId = '';

  /** @param {ConnectionListener} listener */
  constructor(listener) {
    this.#listener = listener;
  }

  open() {
    const source = new EventSource(`/events?${new URLSearchParams({ after: this.#lastId })}`);
    source.onopen = () => this.#listener.onConnected(true);
    source.onmessage = (event) => {
      this.#lastId = event.lastEventId;
      this.#listener.onMessage(JSON.parse(event.data));
    };
    source.onerror = () => {
      this.#listener.onConnected(false);
      // After a lost connection the browser tries again; after an error answer, of a proxy say, it gives up.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.open(), RECONNECT_MS);
    };
  }
}

/**
 * Asks the server to begin a run.
 *
 * @param {string | null} after the last run that the page knows to have ended
 * @returns {Promise<string>} what went wrong, in words; empty when nothing did
 */
export async function requestRun(after) {
  const query = after === null ? '' : `?${new URLSearchParams({ after })}`;
  try {
    const { ok, status } = await fetch(`/runs${query}`, { method: 'POST' });
    if (ok) return '';
    if (status === 401) return 'Your session is over. Reload this page to sign in, then try again.';
    return `The server refused to start the setup (status ${status}). Reload this page, then try again.`;
  } catch {
    return 'The server cannot be reached, so nothing was started. Check your connection, then try again.';
  }
}
