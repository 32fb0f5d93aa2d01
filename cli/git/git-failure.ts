import { Failure } from '../model/failure.ts';
import type { GitCredential } from './environment.ts';
import { maskToken } from './environment.ts';

interface Cause {
  readonly pattern: RegExp;
  readonly code: string;
  readonly kind: 'failure' | 'invalid';
  readonly fix: string;
}

/** What git says (in English, LC_ALL=C), and what a user can do about it; the first that fits. */
const causes: readonly Cause[] = [
  {
    pattern: /not a git repository|does not exist|baseDir/i,
    code: 'git.no-repository',
    kind: 'invalid',
    fix: 'Run in a clone of the repository, or name one with --repo.',
  },
  { pattern: /ENOENT/, code: 'git.missing', kind: 'failure', fix: 'Install git 2.39 or later and make sure it is in PATH.' },
  {
    pattern: /Authentication failed|could not read Username|returned error: 40[13]|Permission denied|not authorized|Invalid credentials/i,
    code: 'git.credentials',
    kind: 'failure',
    fix: 'Set GITHUB_TOKEN to a token that may read and write contents of the repository.',
  },
  {
    pattern: /Could not resolve host|Failed to connect|Couldn't connect|Connection refused|timed out|Empty reply|Operation too slow|Recv failure/i,
    code: 'git.unreachable',
    kind: 'failure',
    fix: 'Check the network and the address of the remote, then run the command again.',
  },
  { pattern: /No such remote/i, code: 'git.no-remote', kind: 'invalid', fix: 'Add a remote named origin that names the repository on the forge.' },
  {
    pattern: /repository .*not found|returned error: 404/i,
    code: 'git.not-found',
    kind: 'invalid',
    fix: 'Check the owner and name of the repository, and that the token may read it.',
  },
  {
    pattern:
      /not a (?:tree|blob)|is a (?:tree|blob), not|missing (?:blob|tree)|corrupt|malformed|too-short tree|empty filename|exceeded maximum allowed tree depth/i,
    code: 'git.corrupt',
    kind: 'invalid',
    fix: 'Make the commit again with git; its objects are broken.',
  },
  {
    pattern: /unknown revision|Needed a single revision|bad object|bad revision|Not a valid object|couldn't find remote ref|not a valid commit/i,
    code: 'git.no-commit',
    kind: 'invalid',
    fix: 'Fetch the repository (a shallow clone lacks commits), or name a commit that exists.',
  },
];

/** The Failure for git's words on stderr. The token is masked, control characters are dropped, only the last lines are kept. */
export function gitFailure(
  stderr: string,
  place: { readonly dir: string; readonly remote: string; readonly credential: GitCredential | undefined },
): Failure {
  const cause = causes.find(({ pattern }) => pattern.test(stderr));
  const said = maskToken(stderr, place.credential)
    .replace(/[^\P{C}\n]/gu, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('hint:'))
    .slice(-3)
    .join(' ')
    .slice(-400);
  return new Failure(`git failed: ${said === '' ? 'it gave no reason' : said}`, {
    code: cause?.code ?? 'git.failed',
    kind: cause?.kind ?? 'failure',
    place: maskToken(place.remote === 'origin' ? place.dir : place.remote, place.credential),
    fix: cause?.fix ?? 'Run the same git command by hand to see more.',
  });
}
