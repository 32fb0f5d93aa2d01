import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Permissions of a job's token: `{contents: 'write', …}`; what is not named is none. */
export type Permissions = Readonly<Record<string, string>>;

/** GitHub's REST API as a job's token sees it. */
export interface PermissionGate {
  readonly apiUrl: string;
  /** what the calls needed, `contents: write` … */
  readonly used: ReadonlySet<string>;
  /** calls that were refused, `GET /repos/…` */
  readonly refused: readonly string[];
  close(): Promise<void>;
}

const repo = '^/repos/[^/]+/[^/]+';

/** Which permission a path needs (GitHub's page "Permissions required for GitHub Apps"); the first that fits counts. Nobody needs `metadata: read`. */
const needs: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`${repo}$`), 'metadata'],
  [new RegExp(`${repo}/collaborators/[^/]+/permission$`), 'metadata'],
  [/^\/users?\/[^/]+$/, 'metadata'],
  [new RegExp(`${repo}/commits/[^/]+/pulls$`), 'pull-requests'],
  [new RegExp(`${repo}/pulls/\\d+/merge$`), 'contents'],
  [new RegExp(`${repo}/pulls(/|$)`), 'pull-requests'],
  [new RegExp(`${repo}/issues/(\\d+/comments|comments/\\d+)$`), 'pull-requests'],
  [new RegExp(`${repo}/(statuses/[^/]+|commits/[^/]+/status(es)?)$`), 'statuses'],
  [new RegExp(`${repo}/deployments(/|$)`), 'deployments'],
  [new RegExp(`${repo}/(git|contents|commits|compare|branches)(/|$)`), 'contents'],
];

/**
 * Stands between a job and the embedded Git host, whose tokens are those of users: lets through only what GitHub would let the job's own token do, and
 * answers 403 as GitHub does otherwise, also where such a token asks who it is.
 */
export async function openPermissionGate(apiUrl: string, permissions: Permissions): Promise<PermissionGate> {
  const used = new Set<string>();
  const refused: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '' } = request;
    const need = needOf(method, url.replace(/\?.*$/, ''));
    if (need === undefined || !allows(permissions, need)) {
      refused.push(`${method} ${url}`);
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"message":"Resource not accessible by integration"}');
      return;
    }
    if (need !== 'metadata: read') used.add(need);
    await forward(`${apiUrl}${url}`, request, response);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    used,
    refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function needOf(method: string, path: string): string | undefined {
  const name = needs.find(([pattern]) => pattern.test(path))?.[1];
  return name === undefined ? undefined : `${name}: ${method === 'GET' ? 'read' : 'write'}`;
}

function allows(permissions: Permissions, need: string): boolean {
  const [name = '', level] = need.split(': ');
  return need === 'metadata: read' || permissions[name] === 'write' || (level === 'read' && permissions[name] === 'read');
}

async function forward(url: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { authorization = '', accept = '', 'content-type': type = 'application/json' } = request.headers;
  const bodyless = request.method === 'GET' || request.method === 'HEAD';
  const answered = await fetch(url, {
    method: request.method ?? 'GET',
    headers: { authorization, accept, 'content-type': type },
    ...(bodyless ? {} : { body: Buffer.concat(chunks) }),
  });
  const headers = Object.fromEntries(
    [...answered.headers].filter(([name]) => !['content-length', 'content-encoding', 'transfer-encoding'].includes(name)),
  );
  response.writeHead(answered.status, headers).end(Buffer.from(await answered.arrayBuffer()));
}
