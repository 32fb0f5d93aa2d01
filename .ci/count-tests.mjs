// Prints the closing line of a test run from vitest's JSON report: node count-tests.mjs REPORT. Fails when no test ran or one failed.
import { readFileSync } from 'node:fs';

const text = readFileSync(process.argv[2], 'utf8');
const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numFailedTestSuites = 0 } = text === '' ? {} : JSON.parse(text);
// a file that could not be loaded has no failed test, only a failed suite
const failures = numFailedTests || numFailedTestSuites;
const skipped = numPendingTests === 0 ? '' : `, ${numPendingTests} skipped`;
console.log(`${numPassedTests} passed, ${failures} failed${skipped}`);
process.exitCode = numPassedTests > 0 && failures === 0 ? 0 : 1;
