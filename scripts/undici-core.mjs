// What src imports of undici, without the rest of it: the whole package costs some 30 ms more at start.
// The build maps static imports of `undici` to this file; without that mapping everything works as
// well, only slower to start.
import send from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';

export { Agent };

/** `request` of the package for a `URL` and a given dispatcher: there is no global one here. */
export function request(url, options) {
  const { origin, pathname, search } = url;
  return send.call(options.dispatcher, { ...options, origin, path: pathname + search });
}
