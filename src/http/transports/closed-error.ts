/** Code of a request that found its transport closed. It is never sent again. */
export const TRANSPORT_CLOSED = 'ERR_TRANSPORT_CLOSED';

export function closedError(): Error {
  return Object.assign(new Error('The transport is closed'), {
    code: TRANSPORT_CLOSED,
    lasting: true,
    sent: false,
  });
}
