import { expect, it } from 'vitest';
import { RequestRecorder } from '../../../../src/testing/sandbox/control/request-log.js';
import { sandboxRequest } from '../../../support/sandbox-request.js';

function requestOf(path: string, headers: Readonly<Record<string, string>>) {
  return sandboxRequest(path, { service: 'smt', headers });
}

it('keeps what may hold a credential out of the log: in paths, headers and URLs to forward to', () => {
  const log = new RequestRecorder();
  for (const kind of ['brand', 'consumer']) {
    log.record(requestOf(`/ws_api/account/1/messaging/${kind}/planted-bearer?v=3`, {}));
  }
  log.record(
    requestOf('/mtls/account/1', {
      'x-csrf-token': 'planted-csrf',
      'x-api-secret': 'planted-secret',
      'sec-websocket-protocol': 'bearer, planted-protocol',
      'lp-forward-url': 'https://planted-user:planted-word@localhost:1/orders?key=planted-key',
      'content-type': 'text/plain',
    }),
  );
  expect(JSON.stringify(log.all())).not.toContain('planted');
  expect(log.all()[2]?.headers).toEqual({
    'lp-forward-url': 'https://localhost:1/orders',
    'content-type': 'text/plain',
  });
});
