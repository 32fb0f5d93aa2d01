import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ForgeHost } from './forge-host.ts';
import { commitFiles, crm, discard, pushFirstCommit, startForge } from './forge-host.ts';

let host: ForgeHost;
let first: string;

beforeAll(async () => {
  host = await startForge();
  first = await pushFirstCommit(host);
}, 60_000);

afterAll(() => discard(host), 60_000);

/** The paths of a tree with their first eight digits, folders included. */
async function paths(tree: string): Promise<string[]> {
  const { data } = await host.octokit('rei').rest.git.getTree({ ...crm, tree_sha: tree, recursive: 'true' });
  return data.tree.map((entry) => entry.path ?? '');
}

describe('the Git database', { timeout: 60_000 }, () => {
  it('keeps blobs byte for byte, as text and as base64', async () => {
    const { git } = host.octokit('bo').rest;
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, at) => at % 256));
    const { data } = await git.createBlob({ ...crm, content: bytes.toString('base64'), encoding: 'base64' });
    const read = await git.getBlob({ ...crm, file_sha: data.sha });
    expect(Buffer.from(read.data.content, 'base64').equals(bytes)).toBe(true);
    expect((await git.createBlob({ ...crm, content: '' })).data.sha).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
    await expect(git.getBlob({ ...crm, file_sha: first })).rejects.toMatchObject({ status: 404 });
  });

  it('builds trees on a base tree: adds, replaces, removes files and folders, grafts trees', async () => {
    const { git } = host.octokit('bo').rest;
    const file = (path: string, content: string) => ({ path, content, mode: '100644' as const, type: 'blob' as const });
    const { data: one } = await git.createTree({ ...crm, tree: [file('a/b/c.yaml', '1'), file('a/d.yaml', '2'), file('日本 語.yaml', '3')] });
    expect(await paths(one.sha)).toEqual(['a', 'a/b', 'a/b/c.yaml', 'a/d.yaml', '日本 語.yaml']);
    const gone = { path: 'a/b', mode: '040000' as const, type: 'tree' as const, sha: null };
    const { data: two } = await git.createTree({ ...crm, base_tree: one.sha, tree: [gone, file('e[x].yaml', '4')] });
    expect(await paths(two.sha)).toEqual(['a', 'a/d.yaml', 'e[x].yaml', '日本 語.yaml']);
    const graft = { path: 'a', mode: '040000' as const, type: 'tree' as const, sha: one.sha };
    const { data: three } = await git.createTree({ ...crm, base_tree: two.sha, tree: [graft] });
    expect(await paths(three.sha)).toContain('a/a/b/c.yaml');
    expect(await paths(three.sha)).not.toContain('a/d.yaml');
  });

  it.each(['../x', '.git/config', 'a//b', '/abs', 'a/./b'])('refuses the path %s', async (path) => {
    const tree = [{ path, content: 'x', mode: '100644' as const, type: 'blob' as const }];
    await expect(host.octokit('bo').rest.git.createTree({ ...crm, tree })).rejects.toMatchObject({ status: 422 });
  });

  it('refuses a blob that does not exist', async () => {
    const tree = [{ path: 'x', sha: '1'.repeat(40), mode: '100644' as const, type: 'blob' as const }];
    await expect(host.octokit('bo').rest.git.createTree({ ...crm, tree })).rejects.toMatchObject({ status: 422 });
  });

  it('writes commits and annotated tags with the given people and times', async () => {
    const { git } = host.octokit('bo').rest;
    const { data: parent } = await git.getCommit({ ...crm, commit_sha: first });
    const author = { name: 'Éva', email: 'eva@example.com', date: '2020-02-03T04:05:06+09:00' };
    const { data } = await git.createCommit({ ...crm, message: '{"nonce": 1}', tree: parent.tree.sha, parents: [first], author });
    expect(data).toMatchObject({ message: '{"nonce": 1}', author: { name: 'Éva', date: '2020-02-02T19:05:06Z' }, parents: [{ sha: first }] });
    const { data: own } = await git.createCommit({ ...crm, message: 'm', tree: parent.tree.sha });
    expect(own.author).toMatchObject({ name: 'bo', date: '2026-03-01T09:00:00Z' });
    const { data: tag } = await git.createTag({ ...crm, tag: 'v1', message: 'text', object: first, type: 'commit' });
    expect((await git.getTag({ ...crm, tag_sha: tag.sha })).data).toMatchObject({
      tag: 'v1',
      message: 'text',
      object: { sha: first, type: 'commit' },
    });
    await expect(git.createCommit({ ...crm, message: 'm', tree: first })).rejects.toMatchObject({ status: 422 });
  });

  it('reads files, folders and commits by branch', async () => {
    const octokit = host.octokit('rei').rest;
    const sha = await commitFiles(host.octokit('bo'), 'read', first, { 'd/a b.yaml': 'x: なし\n' });
    const { data: file } = await octokit.repos.getContent({ ...crm, path: 'd/a b.yaml', ref: 'read' });
    if (Array.isArray(file) || file.type !== 'file') throw new Error('no file');
    expect(Buffer.from(file.content, 'base64').toString()).toBe('x: なし\n');
    const { data: folder } = await octokit.repos.getContent({ ...crm, path: 'd', ref: 'refs/heads/read' });
    expect(folder).toMatchObject([{ name: 'a b.yaml', path: 'd/a b.yaml', type: 'file' }]);
    await expect(octokit.repos.getContent({ ...crm, path: 'none', ref: 'read' })).rejects.toMatchObject({ status: 404 });
    const { data: commit } = await octokit.repos.getCommit({ ...crm, ref: 'heads/read' });
    expect(commit).toMatchObject({ sha, author: { login: 'bo' }, stats: { additions: 1 }, files: [{ filename: 'd/a b.yaml', status: 'added' }] });
    const { data: branch } = await octokit.repos.getBranch({ ...crm, branch: 'read' });
    expect(branch).toMatchObject({ name: 'read', commit: { sha }, protected: false });
    const { data: span } = await octokit.repos.compareCommitsWithBasehead({ ...crm, basehead: 'main...read' });
    expect(span).toMatchObject({ status: 'ahead', ahead_by: 1, behind_by: 0, files: [{ filename: 'd/a b.yaml' }] });
  });
});
