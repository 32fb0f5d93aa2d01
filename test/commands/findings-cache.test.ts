import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeContext } from '../../cli/commands/context.ts';
import type { Environment } from '../../cli/commands/environment.ts';
import { loadEnvironment } from '../../cli/commands/environment.ts';
import { openFindingsCache } from '../../cli/commands/findings-cache.ts';
import { validateEnvironment } from '../../cli/commands/validate.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { makeRepository, silentWorld } from './world.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
  makeRepository(folder, { 'environments/hq/org.yaml': 'zgid: "1"\n', 'environments/hq/security/roles.yaml': 'CEO: {}\n' });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const view = { findings: [], files: 1, elements: 1 };
const context = (lang = 'en', version = '1.0.0') => makeContext({ ...silentWorld(folder), version }, { repo: folder, lang, color: false });
const load = (): Environment => loadEnvironment(context(), 'hq');

test('what was found is known again for the same files, and for nothing else', () => {
  openFindingsCache(context(), load()).write(view);
  expect(openFindingsCache(context(), load()).read()).toEqual(view);
  expect(openFindingsCache(context('ja'), load()).read()).toBeUndefined();
  expect(openFindingsCache(context('en', '1.0.1'), load()).read()).toBeUndefined();
  writeFileSync(join(folder, 'environments/hq/security/roles.yaml'), 'CFO: {}\n');
  expect(openFindingsCache(context(), load()).read()).toBeUndefined();
});

test('another schema is another question', () => {
  openFindingsCache(context(), load()).write(view);
  const role = schemas['role'] as { description?: string };
  const before = role.description;
  role.description = 'changed';
  try {
    expect(openFindingsCache(context(), load()).read()).toBeUndefined();
  } finally {
    if (before === undefined) delete role.description;
    else role.description = before;
  }
});

test('a file that cannot be read is found, though the files that can are the same as before', async () => {
  expect((await validateEnvironment(context(), load())).findings).toEqual([]);
  symlinkSync('/nowhere', join(folder, 'environments/hq/security/link.yaml'));
  expect((await validateEnvironment(context(), load())).findings.map((finding) => finding.code)).toEqual(['disk.not-file']);
});
