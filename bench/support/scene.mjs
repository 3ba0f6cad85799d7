// What every contestant meets: a server on loopback, with a certificate and a token of this run alone.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import selfsigned from 'selfsigned';
import { ask, start, stop } from './child.mjs';

/** Opens a server whose list has so many users, gives its scene to `use`, and closes it. */
export function withScene(users, use) {
  return withServer(new URL('server.mjs', import.meta.url), { users }, (scene) => use({ ...scene, users }));
}

/**
 * Runs the server of a file in a process of its own, and gives to `use` where it is, what it told of itself, and
 * `child`, to speak to it. It is sent the task with `key`, `cert` and `token`, and answers with its `port` at least.
 */
export async function withServer(file, task, use) {
  const { private: key, cert } = await selfsigned.generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), 'lp-bench-'));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, cert);
  const child = start(file);
  try {
    const token = madeUpToken();
    const { port, ...told } = await ask(child, { ...task, key, cert, token });
    return await use({ ...told, child, origin: `https://localhost:${port}`, ca: cert, caFile, token });
  } finally {
    stop(child);
    rmSync(folder, { recursive: true });
  }
}

/** A JWT as Sentinel's are, for the clients that read when it ends. */
function madeUpToken() {
  const parts = [
    { alg: 'RS256', typ: 'JWT' },
    { sub: 'bench', exp: Math.floor(Date.now() / 1000) + 86_400 },
  ];
  const [header, claims] = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `${header}.${claims}.${randomBytes(256).toString('base64url')}`;
}
