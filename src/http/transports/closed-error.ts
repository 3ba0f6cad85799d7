/** Of a request that found its transport closed. It is never sent again. */
export function closedError(): Error {
  return Object.assign(new Error('close() was called on the toolbelt or the transport'), {
    code: 'ERR_TRANSPORT_CLOSED',
    lasting: true,
    sent: false,
  });
}
