/** Code of a request that found its transport closed. It is never sent again. */
export const TRANSPORT_CLOSED = 'ERR_TRANSPORT_CLOSED';

export function closedError(): Error {
  return Object.assign(
    new Error('its connections were closed by close(), of the toolbelt or of the transport'),
    { code: TRANSPORT_CLOSED, lasting: true, sent: false },
  );
}
