import { expect, test } from 'vitest';
import { detectRepository, parseAddress, trustedAddress } from '../../cli/git/address.ts';
import { openRepository } from '../../cli/git/repository.ts';
import { git, scratchFolder } from './scratch.ts';

const github = { host: 'github.com', owner: 'acme', name: 'crm', cloneUrl: 'https://github.com/acme/crm.git', apiUrl: 'https://api.github.com' };

test.each([
  'https://github.com/acme/crm.git',
  'https://github.com/acme/crm',
  'https://user:pass@github.com/acme/crm/',
  'git@github.com:acme/crm.git',
  'ssh://git@github.com/acme/crm.git',
  'ssh://git@github.com:22/acme/crm',
  'https://GitHub.com/acme/crm',
])('reads %s', (url) => {
  expect(parseAddress(url)).toEqual(github);
});

test('reads the embedded Git host and a GitHub Enterprise server', () => {
  expect(parseAddress('http://127.0.0.1:4321/git/acme/crm.git')).toEqual({
    host: '127.0.0.1:4321',
    owner: 'acme',
    name: 'crm',
    cloneUrl: 'http://127.0.0.1:4321/git/acme/crm.git',
    apiUrl: 'http://127.0.0.1:4321/api/v3',
  });
  expect(parseAddress('https://git.acme.example/a/b').apiUrl).toBe('https://git.acme.example/api/v3');
});

test.each([
  '',
  '/srv/git/crm.git',
  'http://github.com/acme/crm.git',
  'file:///srv/x',
  'https://github.com/acme',
  'https://github.com/acme/..',
  '--upload-pack=x',
  'http://10.0.0.1/git/a/b',
])('refuses %s', (url) => {
  expect(() => parseAddress(url)).toThrow(expect.objectContaining({ code: 'git.address' }));
});

test('repeats no password of a remote that it refuses', () => {
  expect(() => parseAddress('ftp://user:secret@host/x')).toThrow(/^(?!.*secret)/);
});

test('takes a host that somebody else names only when it is trusted already', () => {
  const named = { host: 'evil.example', owner: 'acme', name: 'crm' };
  expect(() => trustedAddress(named, ['github.com'])).toThrow(expect.objectContaining({ code: 'git.untrusted-host' }));
  expect(trustedAddress(named, ['Evil.example']).apiUrl).toBe('https://evil.example/api/v3');
  expect(trustedAddress({ ...named, host: 'github.com' }, [])).toEqual(github);
  expect(trustedAddress({ ...named, host: '127.0.0.1:99' }, []).apiUrl).toBe('http://127.0.0.1:99/api/v3');
});

test('detects the repository from origin, and says so when there is none', async () => {
  const dir = scratchFolder();
  git(dir, 'init', '--quiet');
  const repository = openRepository(dir, 'origin', { env: process.env });
  await expect(detectRepository(repository)).rejects.toMatchObject({ code: 'git.no-remote' });
  git(dir, 'remote', 'add', 'origin', 'git@github.com:acme/crm.git');
  expect(await detectRepository(repository)).toEqual(github);
});
