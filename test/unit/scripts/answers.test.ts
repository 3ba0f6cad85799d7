import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ANSWERS_FILE, formatAnswers, projectAnswers } from '../../../scripts/answers.js';
import { allApis } from '../../../src/apis/index.js';

const model = projectAnswers();

it('src/apis/answers.generated.ts is what `npm run answers` makes of the interfaces', () => {
  const isUpToDate = readFileSync(ANSWERS_FILE, 'utf8') === formatAnswers(model);
  expect(isUpToDate, 'It is out of date: run `npm run answers`').toBe(true);
});

it('each operation has a type of its answer, and nothing else has, but for the rows of data files', () => {
  const operations = allApis.flatMap(({ id, operations }) =>
    Object.keys(operations).map((name) => `${id}.${name}`),
  );
  const rows = ['agentActivity', 'webSession', 'engagement', 'survey'].map(
    (kind) => `dataAccess.rows:${kind}`,
  );
  expect([...model.answers.keys()].sort()).toEqual([...operations, ...rows].sort());
});
