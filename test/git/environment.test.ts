import { expect, test } from 'vitest';
import { gitEnvironment, maskToken } from '../../cli/git/environment.ts';
import { gitFailure } from '../../cli/git/git-failure.ts';
import { revParse } from '../../cli/git/history.ts';
import { openRepository } from '../../cli/git/repository.ts';
import { git, remoteAndClone } from './scratch.ts';

const credential = { origin: 'https://github.com', token: 'canary-token-1' };

test('takes over nothing that steers git, and asks no questions', () => {
  const outer = {
    PATH: '/bin',
    HOME: '/home/x',
    GIT_DIR: '/elsewhere',
    GIT_SSH_COMMAND: 'evil',
    EDITOR: 'vi',
    PAGER: 'less',
    SSH_ASKPASS: 'ask',
    UNSET: undefined,
  };
  const environment = gitEnvironment(outer);
  expect(environment).toMatchObject({ PATH: '/bin', HOME: '/home/x', GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_NOSYSTEM: '1' });
  for (const name of ['GIT_DIR', 'GIT_SSH_COMMAND', 'EDITOR', 'PAGER', 'SSH_ASKPASS', 'UNSET']) expect(environment).not.toHaveProperty(name);
});

test('git reads the token from the environment for its origin alone, and forgets a header set before', () => {
  const { clone } = remoteAndClone();
  git(clone, 'config', 'http.https://github.com/.extraHeader', 'Authorization: Basic old');
  const { environment } = openRepository(clone, 'origin', { env: process.env, credential });
  expect(Object.keys(environment).filter((name) => environment[name]?.includes('canary'))).toEqual([]);
  const header = `Authorization: Basic ${Buffer.from('x-access-token:canary-token-1').toString('base64')}`;
  expect(Object.values(environment)).toContain(header);
  expect(Object.values(environment)).toContain('http.https://github.com/.extraHeader');
});

test('works with an editor and pager in the environment', async () => {
  const { clone, base } = remoteAndClone();
  const repository = openRepository(clone, 'origin', {
    env: { ...process.env, EDITOR: 'vi', PAGER: 'less', GIT_DIR: '/nowhere', GIT_EDITOR: 'x' },
    credential,
  });
  expect(await revParse(repository, 'HEAD')).toBe(base);
});

test('masks the token in both its forms in every failure', () => {
  const encoded = Buffer.from('x-access-token:canary-token-1').toString('base64');
  expect(maskToken(`a canary-token-1 b ${encoded}`, credential)).toBe('a *** b ***');
  const failure = gitFailure(`fatal: Authentication failed for 'https://canary-token-1@github.com/'\n\u001b[31m${encoded}`, {
    dir: '/x',
    remote: 'https://canary-token-1@github.com/a/b',
    credential,
  });
  expect(failure.code).toBe('git.credentials');
  expect(`${failure.message} ${failure.place}`).not.toMatch(/canary|eC1hY2Nlc3/);
  expect(failure.message).not.toContain('\u001b');
});
