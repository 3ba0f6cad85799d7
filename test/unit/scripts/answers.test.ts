import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ANSWERS_FILE, formatAnswers, projectAnswers } from '../../../scripts/answers.js';
import { allApis } from '../../../src/apis/index.js';

const model = projectAnswers();
const operations = allApis.flatMap(({ id, operations }) =>
  Object.entries(operations).map(([method, operation]) => ({ name: `${id}.${method}`, operation })),
);

it('src/apis/answers.generated.ts is what `npm run answers` makes of the interfaces', () => {
  const isUpToDate = readFileSync(ANSWERS_FILE, 'utf8') === formatAnswers(model);
  expect(isUpToDate, 'It is out of date: run `npm run answers`').toBe(true);
});

it('each operation has a type of its answer, and nothing else has, but for the rows of data files', () => {
  const rows = ['agentActivity', 'webSession', 'engagement', 'survey'].map(
    (kind) => `dataAccess.rows:${kind}`,
  );
  expect([...model.answers.keys()].sort()).toEqual([...operations.map(({ name }) => name), ...rows].sort());
});

// The compiler sees what is missing or differs, but not what an operation has beyond its method.
it.each(operations)('$name takes the parameters of its method and no others', ({ name, operation }) => {
  const ofMethod = [...(model.answers.get(name)?.parameters.keys() ?? [])];
  expect(Object.keys(operation.parameters()).sort()).toEqual(ofMethod.sort());
});
