// Adds up the JSON reports of vitest in a folder. Prints: passed, failed, skipped; then what failed, a line each.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const [folder] = process.argv.slice(2);
const sums = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
for (const name of readdirSync(folder)) {
  const report = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  sums.passed += report.numPassedTests;
  sums.skipped += report.numPendingTests + report.numTodoTests;
  for (const file of report.testResults) {
    const path = relative(process.cwd(), file.name);
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    for (const { fullName, failureMessages } of failed) {
      failures.push(`${path}: ${fullName}: ${firstLine(failureMessages[0])}`);
    }
    // A file that could not be loaded has no tests, and is a failure all the same.
    if (file.status === 'failed' && file.assertionResults.length === 0) {
      failures.push(`${path}: ${firstLine(file.message)}`);
    }
  }
}
sums.failed = failures.length;
console.log(`${sums.passed} ${sums.failed} ${sums.skipped}`);
for (const failure of failures) console.log(failure);

function firstLine(text) {
  return text?.split('\n', 1)[0] ?? '';
}
