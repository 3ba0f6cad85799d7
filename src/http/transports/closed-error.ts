/** Of a request that found its transport closed. It is never sent again. */
export function closedError(): Error {
  return Object.assign(new Error('closed by close() of the toolbelt or the transport'), {
    code: 'ERR_TRANSPORT_CLOSED',
    lasting: true,
    sent: false,
  });
}
