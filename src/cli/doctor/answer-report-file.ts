import { type FileHandle, open, rm, stat, writeFile } from 'node:fs/promises';
import { ConfigError } from '../../errors/config-error.js';
import { type AnswerReport, REPORT_KIND } from './answer-report.js';

/** How the file of an earlier report begins. */
const BEGINNING = `{\n  "kind": "${REPORT_KIND}",`;

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'its file system is read-only',
  ENOSPC: 'no space is left',
};

/**
 * Looks whether a report can be written, before anything is sent. An earlier report is replaced, since doctor is run
 * again after something was mended; any other file is not, since it was surely not meant.
 *
 * @throws {ConfigError} when it cannot be written, or would replace another file.
 */
export async function checkReportFile(path: string): Promise<void> {
  const isThere = await explaining(path, () => isEarlierReport(path));
  await explaining(path, async () => (await open(path, 'a')).close());
  if (!isThere) await rm(path);
}

/** @throws {ConfigError} when it cannot be written. */
export function writeReportFile(path: string, report: AnswerReport): Promise<void> {
  return explaining(path, () => writeFile(path, `${JSON.stringify(report, null, 2)}\n`));
}

/** @returns Whether there is a file; it is a report then. */
async function isEarlierReport(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return false;
  if (found.isDirectory()) throw refusal(path, 'it is a folder');
  if (!found.isFile()) throw refusal(path, 'it is no regular file');
  await using file: FileHandle = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING.length));
  if (bytesRead > 0 && buffer.toString('utf8', 0, bytesRead) !== BEGINNING) {
    throw refusal(path, 'there is another file of this name, which is no report of doctor');
  }
  return true;
}

async function explaining<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof ConfigError || code === undefined) throw error;
    throw refusal(path, `${PROBLEMS[code] ?? 'the system refuses it'} (${code})`);
  }
}

function refusal(path: string, why: string): ConfigError {
  return new ConfigError('report', `--report: "${path}" cannot be written: ${why}`);
}
