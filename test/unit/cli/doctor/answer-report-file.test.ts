import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnswerReport, answerReport } from '../../../../src/cli/doctor/answer-report.js';
import { checkReportFile, writeReportFile } from '../../../../src/cli/doctor/answer-report-file.js';

const report: AnswerReport = answerReport({ credential: 'oauth2', checks: [], operations: [] });

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lp-report-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the file of a report', () => {
  it('is not there before it is written, and replaces an earlier report', async () => {
    const path = join(folder, 'report.json');
    await checkReportFile(path);
    expect(readdirSync(folder)).toEqual([]);
    await writeReportFile(path, report);
    await checkReportFile(path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(report);
    await writeReportFile(path, { ...report, credential: null });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ ...report, credential: null });
  });

  it('takes the place of an empty file', async () => {
    const path = join(folder, 'empty.json');
    writeFileSync(path, '');
    await checkReportFile(path);
    expect(readdirSync(folder)).toEqual(['empty.json']);
  });

  it.each(['{\n  "name": "a-package"\n}\n', '{', ' '])('never replaces another file: %j', async (content) => {
    const path = join(folder, 'package.json');
    writeFileSync(path, content);
    await expect(checkReportFile(path)).rejects.toMatchObject({
      name: 'ConfigError',
      message: `--report: "${path}" cannot be written: there is another file of this name, which is no report of doctor`,
    });
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  it('says why it cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'folder'));
    symlinkSync('/dev/null', join(folder, 'device'));
    const reasons: Record<string, string> = {
      'none/report.json': 'its folder does not exist (ENOENT)',
      'file/report.json': 'its folder is a file (ENOTDIR)',
      folder: 'it is a folder',
      'new/': 'it is a folder (EISDIR)',
      device: 'it is no regular file',
    };
    for (const [name, reason] of Object.entries(reasons)) {
      const path = `${folder}/${name}`;
      await expect(checkReportFile(path)).rejects.toMatchObject({
        name: 'ConfigError',
        field: 'report',
        message: `--report: "${path}" cannot be written: ${reason}`,
      });
    }
    await expect(checkReportFile('')).rejects.toMatchObject({ name: 'ConfigError' });
    await expect(writeReportFile(join(folder, 'none/report.json'), report)).rejects.toMatchObject({
      name: 'ConfigError',
    });
  });
});
