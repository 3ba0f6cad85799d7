import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { makeFixtures } from '../../src/testing/fixtures/fixtures.js';
import { dataFileText } from '../../src/testing/sandbox/services/wrap-avro.js';
import { environment, run, TSX } from '../integration/cli/run-cli.js';
import { startHttpsServer } from '../support/http-server.js';

const FILES = 50;
const ROWS = 1_000_000;
const LIMIT_MIB = 60;
const MIB = 1024 * 1024;
const SCRIPT = fileURLToPath(new URL('../support/stream-data-files.ts', import.meta.url));

/** One file, which the server sends under fifty names: making a million different rows would test nothing more. */
function makeFile(): Buffer {
  const { dataFiles } = makeFixtures({ accountId: '12345678', seed: 1 });
  const texts = dataFiles.filter(({ dataType }) => dataType === 'agentActivity').map(dataFileText);
  const lines = texts.join('').trim().split('\n');
  const rows = Array.from({ length: ROWS / FILES }, (_, index) => lines[index % lines.length]);
  return gzipSync(`${rows.join('\n')}\n`);
}

function serve(file: Buffer): RequestListener {
  return (request, response) => {
    const self = `https://${request.headers.host}${request.url?.split('?')[0]}`;
    if (self.endsWith('.gz')) {
      response.end(file);
      return;
    }
    const files = Array.from({ length: FILES }, (_, index) => ({
      '@name': `${index}.gz`,
      '@scopeStartDate': '2026-06-30T11:00:00+00:00',
      '@scopeEndDate': '2026-06-30T12:00:00+00:00',
      '@href': `${self}/${index}.gz`,
    }));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ dataAccessFiles: { file: files } }));
  };
}

it('streams 1,000,000 rows of 50 files in memory that does not grow with them', {
  timeout: 300_000,
}, async () => {
  const server = await startHttpsServer(serve(makeFile()));
  const folder = await mkdtemp(join(tmpdir(), 'data-access-memory-'));
  try {
    const ca = join(folder, 'ca.pem');
    await writeFile(ca, server.ca);
    const env = environment({ LP_DATA_ACCESS_HOST: server.host, NODE_EXTRA_CA_CERTS: ca });
    const { code, stdout, stderr } = await run(process.execPath, ['--import', TSX, SCRIPT], env);
    expect({ code, warnings: stderr.match(/^Error.*$/gm) }).toEqual({ code: 0, warnings: null });
    const { rows, entries, idle, peak, seconds } = JSON.parse(stdout);
    const mib = (bytes: number) => (bytes / MIB).toFixed(1);
    console.log(
      `${rows} rows of ${FILES} files in ${seconds.toFixed(1)} s: resident memory ${mib(idle)} MiB idle, ` +
        `${mib(peak)} MiB at its peak, ${mib(peak - idle)} MiB more`,
    );
    expect({ rows, entries }).toEqual({ rows: ROWS, entries: 2 * ROWS });
    expect((peak - idle) / MIB).toBeLessThanOrEqual(LIMIT_MIB);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await server.close();
  }
});
