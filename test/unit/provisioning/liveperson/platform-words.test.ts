import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { HttpError } from '../../../../src/errors/index.js';
import { InstallationRefusedError } from '../../../../src/provisioning/platform.js';
import { BEARER, platformWith, SESSION } from '../../../support/scripted-platform.js';

/** What a read of the platform fails with when every server answers like this. */
async function refused(status: number, body: string): Promise<Error> {
  const { platform } = platformWith(() => ({ status, body }), { admin: SESSION });
  const call = platform.deleteInstallation('a', '5');
  return call.then(
    () => expect.unreachable(),
    (reason: Error) => reason,
  );
}

describe('what a server of the platform says', () => {
  it('with a refusal is told', async () => {
    const error = await refused(403, '{"error":{"message":"Failed to validate user\\u001b[2J\\nx"}}');
    expect(error).toBeInstanceOf(InstallationRefusedError);
    expect(error.message).toContain(
      'installations.delete with status 403 (Failed to validate user x), request id',
    );
    expect(error.message).toContain('Remove it in Manage > Management Console > Application Install');
    expect((await refused(500, '{"message":"out of order"}')).message).toContain(
      '500 (Internal Server Error): out of order',
    );
  });

  it('is told with its type and internal code, which are redacted and cut, too', async () => {
    const body = { type: 'error', internalCode: 23, message: 'No write access' };
    const told = 'type error, internalCode 23: No write access';
    expect((await refused(403, JSON.stringify(body))).message).toContain(`(${told})`);
    expect((await refused(500, JSON.stringify(body))).message).toContain(`: ${told}. Request id`);
    const echoing = { type: `x ${BEARER}`, internalCode: 'y'.repeat(200), message: `z ${BEARER}` };
    const { message } = await refused(403, JSON.stringify(echoing));
    expect(message).not.toContain(BEARER);
    expect(message).toContain('type x [redacted], internalCode yyy');
    expect(message).not.toContain('y'.repeat(101));
    expect((await refused(403, '{"type":"error","internalCode":7}')).message).toContain(
      '(type error, internalCode 7)',
    );
  });

  it('is told from the page of a firewall, which says nothing of an application', async () => {
    for (const status of [400, 403, 404, 409, 412]) {
      const error = await refused(status, '<html><title>Blocked</title>Reference #18.abc</html>');
      expect(error).toBeInstanceOf(HttpError);
      expect(error.message).toContain("an HTML page that is not LivePerson's API: Blocked Reference #18.abc");
    }
  });

  it('without a known form is not told: it could be a credential', async () => {
    expect(inspect(await refused(500, 'planted-text'), { showHidden: true })).not.toContain('planted');
    expect(inspect(await refused(403, 'planted-text'), { showHidden: true })).not.toContain('planted');
    expect(inspect(await refused(500, '{"client_secret":"planted"}'), { showHidden: true })).not.toContain(
      'planted',
    );
  });
});
