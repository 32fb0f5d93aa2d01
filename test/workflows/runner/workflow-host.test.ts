import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person, Pipeline } from '../../end-to-end/pipeline.ts';
import { startPipeline } from '../../end-to-end/pipeline.ts';
import type { JobRun, WorkflowHost } from './workflow-host.ts';
import { openWorkflowHost } from './workflow-host.ts';

// The runner stands for GitHub, so it must refuse what GitHub refuses: these workflows are not ours, each shows one thing.
let pipeline: Pipeline;
let host: WorkflowHost;
let writer: Person;
beforeAll(async () => {
  pipeline = await startPipeline([]);
  writer = await pipeline.person('kenji', 'admin');
  await pipeline.push(writer, 'Begin');
  host = openWorkflowHost(pipeline, {});
  host.environments.set('osaka', { PASSWORD: 'open-sesame' });
});
afterAll(() => pipeline?.close());

/** Pushes jobs as the only workflow of a branch and runs it. */
async function runJobs(jobs: string, { branch = 'main', on = 'push' } = {}): Promise<Readonly<Record<string, JobRun>>> {
  const folder = join(writer.dir, '.github/workflows');
  mkdirSync(folder, { recursive: true });
  const indented = jobs.replaceAll(/^(?=.)/gm, '  ');
  writeFileSync(join(folder, 'only.yml'), `name: only\non: ${on}\npermissions: {}\njobs:\n${indented}`);
  await pipeline.git(writer, 'add', '--all');
  await pipeline.git(writer, 'commit', '--quiet', '--allow-empty', '--message', 'Jobs');
  await pipeline.git(writer, 'push', '--quiet', '--force', 'origin', `HEAD:refs/heads/${branch}`);
  const [run, ...others] = await host.run();
  if (run === undefined || others.length > 0) throw new Error(`${others.length + 1} runs`);
  return run.jobs;
}

test('jobs wait for what they need, get its outputs, and are skipped after a failure', async () => {
  const jobs = await runJobs(`late:
  needs: [early, broken]
  runs-on: ubuntu-24.04
  steps: [{ run: 'true' }]
after:
  needs: early
  if: needs.early.outputs.text == 'two\\nlines' || contains(needs.early.outputs.text, 'lines')
  runs-on: ubuntu-24.04
  steps: [{ env: { TEXT: '\${{ needs.early.outputs.text }}' }, run: 'echo "got $TEXT"' }]
early:
  runs-on: ubuntu-24.04
  outputs: { text: '\${{ steps.say.outputs.text }}' }
  steps:
    - id: say
      run: |
        printf 'text<<END\\ntwo\\nlines\\nEND\\n' >> "$GITHUB_OUTPUT"
        echo "COLOUR=blue" >> "$GITHUB_ENV"
    - run: echo "colour $COLOUR"
broken:
  runs-on: ubuntu-24.04
  steps:
    - run: false | true
    - run: 'false | true'
      shell: bash
    - run: echo never
    - if: failure()
      run: echo after the failure
`);
  expect(Object.keys(jobs)).toEqual(['early', 'after', 'broken', 'late']);
  expect(jobs['early']?.log).toContain('colour blue');
  expect(jobs['after']?.log).toContain('got two\nlines');
  expect(jobs['broken']).toMatchObject({ result: 'failure', log: expect.stringContaining('after the failure') });
  expect(jobs['broken']?.steps).toHaveLength(3);
  expect(jobs['late']?.result).toBe('skipped');
});

const reveal = `- env: { PASSWORD: '\${{ secrets.PASSWORD }}', TOKEN: '\${{ github.token }}' }
      run: echo "password [$PASSWORD] token [$TOKEN]"`;

test('secrets are for jobs that name the environment, on main alone, and are masked in the log', async () => {
  const jobs = `inside:
  runs-on: ubuntu-24.04
  environment: { name: osaka, deployment: false }
  steps:
    ${reveal}
outside:
  runs-on: ubuntu-24.04
  steps:
    ${reveal}
nowhere:
  runs-on: ubuntu-24.04
  environment: \${{ github.event.missing }}
  steps: [{ run: 'true' }]
new:
  runs-on: ubuntu-24.04
  environment: kyoto
  steps:
    ${reveal}
`;
  const onMain = await runJobs(jobs);
  expect(onMain['inside']?.log).toContain('password [***] token [***]');
  expect(onMain['outside']?.log).toContain('password [] token [***]');
  expect(onMain['nowhere']).toMatchObject({ result: 'failure', log: expect.stringContaining('environment has no name') });
  expect(onMain['new']?.log).toContain('password [] token [***]');
  expect(host.made).toEqual(['kyoto']);
  const aside = await runJobs(jobs, { branch: 'aside' });
  expect(aside['inside']).toMatchObject({ result: 'failure', steps: [], log: expect.stringContaining('not allowed to deploy to osaka') });
});

const checkout = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1';

test("a job's token may do what its permissions say and nothing else", async () => {
  const calls = [
    'GET /user',
    'GET /repos/acme/crm',
    'GET /repos/acme/crm/git/ref/heads/main',
    'POST /repos/acme/crm/git/refs',
    'GET /repos/acme/crm/pulls',
  ];
  const script = `const headers = { authorization: "Bearer " + process.env.TOKEN };
        for (const call of process.argv.slice(1)) {
          const [method, path] = call.split(" ");
          const body = method === "GET" ? undefined : "{}";
          console.log(call, (await fetch(process.env.GITHUB_API_URL + path, { method, headers, body })).status);
        }`;
  const jobs = await runJobs(`reader:
  runs-on: ubuntu-24.04
  permissions: { contents: read }
  steps:
    - uses: ${checkout}
    - env: { TOKEN: '\${{ github.token }}' }
      run: |
        node --input-type=module --eval '${script}' '${calls.join("' '")}' 'GET /repos/acme/crm/hooks'
        git push --quiet origin HEAD:refs/heads/pushed || echo "not pushed"
`);
  const statuses = jobs['reader']?.log.split('\n').filter((line) => /^(GET|POST) /.test(line)) ?? [];
  expect(statuses.map((line) => line.slice(-3))).toEqual(['403', '200', '200', '403', '403', '403']);
  expect(jobs['reader']?.log).toContain('not pushed');
  expect(jobs['reader']?.used).toEqual(['contents: read']);
  expect(jobs['reader']?.refused).toHaveLength(4);
});

test('checkout gives one commit of one branch, and never the head of a request to pull_request_target', async () => {
  const checkouts = `plain:
  runs-on: ubuntu-24.04
  permissions: { contents: read }
  steps:
    - { uses: ${checkout}, with: { persist-credentials: false } }
    - run: echo "$(git rev-list --count HEAD) commits, header [$(git config --get-regexp extraheader)]"
deep:
  runs-on: ubuntu-24.04
  permissions: { contents: read }
  steps:
    - { uses: ${checkout}, with: { fetch-depth: 2147483647 } }
    - run: |
        git rev-parse --is-shallow-repository
        git config --get-regexp extraheader > /dev/null && echo "credentials kept"
        git tag --list
`;
  await pipeline.git(writer, 'tag', 'ledger');
  await pipeline.git(writer, 'push', '--quiet', 'origin', 'ledger');
  await host.run();
  const jobs = await runJobs(checkouts);
  expect(jobs['plain']?.log).toContain('1 commits, header []');
  expect(jobs['deep']?.log).toContain('false\ncredentials kept\n');
  expect(jobs['deep']?.log).not.toContain('ledger');

  const headRefs = ['refs/pull/1/head', '${{ github.event.pull_request.head.ref }}', '${{ github.event.pull_request.head.sha }}'];
  const steps = headRefs.map((ref) => `    - { if: always(), uses: ${checkout}, with: { ref: '${ref}' } }\n`).join('');
  await runNothing(`head:\n  runs-on: ubuntu-24.04\n  permissions: { contents: read }\n  steps:\n${steps}`);
  await pipeline.git(writer, 'commit', '--quiet', '--allow-empty', '--message', 'Feature');
  await pipeline.git(writer, 'push', '--quiet', 'origin', 'HEAD:refs/heads/feature');
  await pipeline.rest(writer, 'POST', '/pulls', { title: 'Feature', head: 'feature', base: 'main' });
  const [run] = await host.run();
  expect(run?.jobs['head']?.log.match(/refusing to check out/g)).toHaveLength(3);
});

/** Pushes jobs for pull_request_target, which a push does not start. */
async function runNothing(jobs: string): Promise<void> {
  await expect(runJobs(jobs, { on: 'pull_request_target' })).rejects.toThrow('1 runs');
}

test('a workflow that GitHub would refuse is refused with its words', async () => {
  await expect(runJobs('wrong:\n  runs-on: ubuntu-24.04\n  steps: [{ runs: x }]\n')).rejects.toThrow("Unexpected value 'runs'");
  await expect(runJobs('wrong:\n  runs-on: ubuntu-24.04\n  steps: [{ if: "secrets.X == \'\'", run: x }]\n')).rejects.toThrow(
    /Unrecognized named-value: 'secrets'/,
  );
});
