// Adds up the JSON reports of vitest in a folder. Prints: passed, failed, skipped.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const sums = { passed: 0, failed: 0, skipped: 0 };
for (const name of readdirSync(folder)) {
  const report = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  sums.passed += report.numPassedTests;
  // A file that could not be loaded has no tests, and is a failure all the same.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  sums.failed += report.numFailedTests + broken.length;
  sums.skipped += report.numPendingTests + report.numTodoTests;
}
console.log(`${sums.passed} ${sums.failed} ${sums.skipped}`);
