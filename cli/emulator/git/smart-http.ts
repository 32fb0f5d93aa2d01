import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { allows, permissionOf, tokenOf, userByToken } from './accounts.ts';
import { readCgiReply } from './cgi-reply.ts';
import type { ForgeContext } from './context.ts';
import { fullName } from './context.ts';
import type { Repository, User } from './records.ts';
import type { Move } from './refs.ts';
import { findRepository } from './repositories.ts';
import { gitEnvironment } from './run-git.ts';
import { afterMoves } from './settle.ts';

/** One request of a git client, as far as its address tells. */
interface Visit {
  readonly owner: string;
  readonly name: string;
  readonly path: string;
  readonly pushing: boolean;
}

const pathPattern = /^\/git\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/**
 * Git's smart HTTP protocol below `/git/<owner>/<name>.git`, by `git http-backend` on the bare repository. Answers 401 without or with wrong
 * credentials, 403 to a push without write permission, 404 to what the caller may not see.
 */
export async function serveGit(context: ForgeContext, request: Request): Promise<Response> {
  const reply = await admit(context, request);
  reply.headers.set('date', context.now().toUTCString());
  return reply;
}

async function admit(context: ForgeContext, request: Request): Promise<Response> {
  const visit = readVisit(request);
  if (!visit) return refuse(404, 'Not Found');
  const token = tokenOf(request.headers.get('authorization'));
  const user = token === undefined ? undefined : userByToken(context, token);
  if (token !== undefined && !user) return refuse(401, 'Authentication failed.');
  const repository = findRepository(context, visit.owner, visit.name);
  const permission = repository ? permissionOf(context, repository, user) : 'none';
  if (!user && (visit.pushing || !allows(permission, 'read'))) return refuse(401, 'Authentication required.');
  if (!repository || !allows(permission, 'read')) return refuse(404, 'Repository not found.');
  if (!visit.pushing || !user) return runBackend(context, request, repository, visit, user, {});
  if (!allows(permission, 'write')) return refuse(403, `Permission to ${fullName(repository)}.git denied to ${user.login}.`);
  return receivePush(context, request, repository, visit, user);
}

function readVisit(request: Request): Visit | undefined {
  const url = new URL(request.url);
  const [, owner, name, path] = pathPattern.exec(url.pathname) ?? [];
  if (!owner || !name || !path) return undefined;
  const service = path === 'info/refs' ? url.searchParams.get('service') : path;
  if (service !== 'git-upload-pack' && service !== 'git-receive-pack') return undefined;
  return { owner, name, path, pushing: service === 'git-receive-pack' };
}

function refuse(status: 401 | 403 | 404, message: string): Response {
  const headers = { 'content-type': 'text/plain; charset=utf-8', ...(status === 401 ? { 'www-authenticate': 'Basic realm="orgcast"' } : {}) };
  return new Response(`${message}\n`, { status, headers });
}

/** The client hears of its push only after the pull requests were brought in line with it, so what it does next sees the new state. */
async function receivePush(context: ForgeContext, request: Request, repository: Repository, visit: Visit, user: User): Promise<Response> {
  const folder = await mkdtemp(join(tmpdir(), 'orgcast-push-'));
  const report = join(folder, 'pushed');
  try {
    const reply = await runBackend(context, request, repository, visit, user, { ORGCAST_PUSHED: report });
    const body = await reply.arrayBuffer();
    const moves = readMoves(await readFile(report, 'utf8').catch(() => ''));
    if (moves.length > 0) await context.inTurn(repository, () => afterMoves(context, repository, user, moves));
    return new Response(body, { status: reply.status, headers: reply.headers });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The post-receive hook's report: lines of `<old> <new> <ref>`. */
function readMoves(report: string): Move[] {
  return report.split('\n').flatMap((line) => {
    const [before, after, ref] = line.split(' ', 3);
    return before && after && ref ? [{ before, after, ref }] : [];
  });
}

function runBackend(
  context: ForgeContext,
  request: Request,
  repository: Repository,
  visit: Visit,
  user: User | undefined,
  extra: Readonly<Record<string, string>>,
): Promise<Response> {
  const env = {
    ...gitEnvironment(context.surroundings),
    GIT_PROJECT_ROOT: context.root,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${fullName(repository)}.git/${visit.path}`,
    REQUEST_METHOD: request.method,
    QUERY_STRING: new URL(request.url).search.slice(1),
    CONTENT_TYPE: request.headers.get('content-type') ?? '',
    HTTP_CONTENT_ENCODING: request.headers.get('content-encoding') ?? '',
    GIT_PROTOCOL: request.headers.get('git-protocol') ?? '',
    REMOTE_ADDR: '127.0.0.1',
    ...(user ? { REMOTE_USER: user.login } : {}),
    ...extra,
  };
  const child = spawn('git', ['http-backend'], { cwd: context.root, env, stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.on('error', () => undefined);
  request.signal.addEventListener('abort', () => child.stdin.destroy());
  if (request.body)
    Readable.fromWeb(request.body)
      .on('error', () => child.stdin.destroy())
      .pipe(child.stdin);
  else child.stdin.end();
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    readCgiReply(child.stdout).then(resolve, reject);
  });
}
