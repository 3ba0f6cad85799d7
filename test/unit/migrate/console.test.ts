import { expect, it } from 'vitest';
import { functionOfV1, left } from './scene.js';

it.each([
  ['console.dir(input);', ['console console.dir']],
  ["console['table'](input);", ['console console.table']],
  ['console.log(input); console.error(input);', []],
  ['const console = { dir() {} }; console.dir(input);', []],
])('%s', (statement, reports) => {
  expect(left(functionOfV1(statement)).filter((report) => report.startsWith('console'))).toEqual(reports);
});
