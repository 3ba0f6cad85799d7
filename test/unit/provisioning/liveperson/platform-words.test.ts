import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { HttpError, PrivilegeError } from '../../../../src/errors/index.js';
import { platformWith, SESSION } from '../../../support/scripted-platform.js';

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
    expect(error).toBeInstanceOf(PrivilegeError);
    expect(error.message).toContain('status 403: Failed to validate user x. This person may not do that.');
    expect((await refused(500, '{"message":"out of order"}')).message).toContain(
      '500 (Internal Server Error): out of order',
    );
  });

  it('is told from the page of a firewall', async () => {
    const error = await refused(403, '<html><title>Blocked</title>Reference #18.abc</html>');
    expect(error).toBeInstanceOf(HttpError);
    expect(error.message).toContain("an HTML page that is not LivePerson's API: Blocked Reference #18.abc");
  });

  it('without a known form is not told: it could be a credential', async () => {
    expect(inspect(await refused(500, 'planted-text'), { showHidden: true })).not.toContain('planted');
    expect(inspect(await refused(500, '{"client_secret":"planted"}'), { showHidden: true })).not.toContain(
      'planted',
    );
  });
});
