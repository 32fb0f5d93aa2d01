import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
interface Lock {
  readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly resolved?: string; readonly link?: boolean }>>;
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'));
const manifest = read('package.json') as Manifest;
const lock = read('package-lock.json') as Lock;

test('every dependency is one exact version, and the lock file knows the digest of all that is installed', () => {
  const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(ranges.length).toBeGreaterThan(10);
  expect(ranges.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  const installed = Object.entries(lock.packages).filter(([path]) => path !== '');
  expect(installed.length).toBeGreaterThan(50);
  expect(installed.filter(([, one]) => !/^sha512-/.test(one.integrity ?? '')).map(([path]) => path)).toEqual([]);
  // Nothing is taken from a git repository, an address or a folder.
  expect(installed.filter(([, one]) => one.link === true || one.resolved !== undefined).map(([path]) => path)).toEqual([]);
});

/** A registry on loopback that has one package under a name without a scope; what it sends may differ from what was locked. */
let registry: { readonly url: string; readonly asked: string[]; tampered: boolean; close(): void };
let folder: string;
const canary = 'canary-was-here';
const genuine = pack('1');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'orgcast-supply-'));
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const body = registry.tampered ? pack('2') : genuine;
    if (/\.tgz$/.test(request.url ?? '')) response.writeHead(200).end(body);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(describePackage(registry.url, body)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  registry = { url, asked, tampered: false, close: () => server.close() };
});
afterAll(() => {
  registry.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The commands of our workflows' step "Install", as they stand there. */
function installCommand(): string {
  const workflow = readFileSync(join(root, '.github/workflows/apply.yml'), 'utf8');
  return /^ +(npm ci.*)$/m.exec(workflow)?.[1] ?? '';
}

test('what the registry sends in place of a locked package is not installed', async () => {
  registry.tampered = true;
  const ended = await run(project('tampered'), installCommand());
  expect(ended.code).not.toBe(0);
  expect(ended.output).toContain('EINTEGRITY');
  registry.tampered = false;
}, 60_000);

test('a package that is installed runs nothing of its own', async () => {
  const dir = project('scripts');
  const ended = await run(dir, installCommand());
  expect(ended).toMatchObject({ code: 0 });
  expect(existsSync(join(dir, 'node_modules/left-behind/package.json'))).toBe(true);
  expect(existsSync(join(dir, canary))).toBe(false);
  const careless = await run(dir, 'npm ci --foreground-scripts');
  expect(careless.code).toBe(0);
  expect(existsSync(join(dir, canary))).toBe(true); // else this test would see nothing
}, 60_000);

test('a tool that is not installed is not taken by its name from a registry', async () => {
  const dir = project('tool');
  const before = registry.asked.length;
  const ended = await run(dir, 'npx --no-install orgcast apply osaka');
  expect(ended.code).not.toBe(0);
  expect(ended.output).not.toContain(canary);
  expect(registry.asked.slice(before).filter((path) => path.endsWith('.tgz'))).toEqual([]);
  const careless = await run(dir, 'npx --yes orgcast apply osaka');
  expect(careless.output).toContain(canary); // else this test would see nothing
}, 60_000);

/** A folder with a lock file for the genuine package. */
function project(name: string): string {
  const dir = join(folder, name);
  mkdirSync(dir);
  const dependencies = { 'left-behind': '1.0.0' };
  const integrity = digestOf(genuine);
  const locked = { version: '1.0.0', resolved: `${registry.url}left-behind/-/left-behind-1.0.0.tgz`, integrity, hasInstallScript: true };
  const packages = { '': { name, version: '1.0.0', dependencies }, 'node_modules/left-behind': locked };
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ name, version: '1.0.0', dependencies }));
  writeFileSync(join(dir, 'package-lock.json'), JSON.stringify({ name, version: '1.0.0', lockfileVersion: 3, requires: true, packages }));
  return dir;
}

function run(cwd: string, command: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    npm_config_registry: registry.url,
    npm_config_cache: join(cwd, '.cache'),
    npm_config_update_notifier: 'false',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_fetch_retries: '0',
  };
  const child = spawn('bash', ['-c', command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

/** What the registry says of the package that somebody put there under the name of our tool. */
function describePackage(url: string, body: Buffer): object {
  const dist = { tarball: `${url}orgcast/-/orgcast-9.9.9.tgz`, integrity: digestOf(body) };
  return { name: 'orgcast', 'dist-tags': { latest: '9.9.9' }, versions: { '9.9.9': { name: 'orgcast', version: '9.9.9', bin: 'run.sh', dist } } };
}

function digestOf(content: Buffer): string {
  return `sha512-${createHash('sha512').update(content).digest('base64')}`;
}

/** A package as a registry sends it: a gzipped ustar archive. Its script leaves a canary in the folder of the project, its program says one. */
function pack(extra: string): Buffer {
  const scripts = { postinstall: `touch "$INIT_CWD/${canary}"` };
  const text = JSON.stringify({ name: 'left-behind', version: '1.0.0', extra, bin: 'run.sh', scripts });
  return gzipSync(Buffer.concat([entry('package/package.json', text), entry('package/run.sh', `#!/bin/sh\necho ${canary}\n`), Buffer.alloc(1024)]));
}

/** One file of an archive (POSIX.1-1988 ustar): a header of 512 bytes, then the content in blocks of 512. */
function entry(name: string, text: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name);
  header.write('0000755\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${Buffer.byteLength(text).toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const body = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512);
  body.write(text);
  return Buffer.concat([header, body]);
}
