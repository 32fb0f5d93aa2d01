import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeContext } from '../../cli/commands/context.ts';
import { runValidate } from '../../cli/commands/validate.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { makeRepository, silentWorld } from './world.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const line = (depth: number, schema: string) => `# yaml-language-server: $schema=${'../'.repeat(depth)}schemas/${schema}.schema.json\n`;
const paths = {
  fields: 'modules/商談/fields.yaml',
  layout: 'modules/商談/layouts/標準.yaml',
  profile: 'security/profiles/営業部.yaml',
  blueprint: 'automation/blueprints/商談/受注まで.yaml',
  picklist: 'organization/global-picklists/Industry.yaml',
};

/** An environment without a mistake. */
const good: Readonly<Record<string, string>> = {
  'org.yaml': 'zgid: "1"\n',
  'modules/商談/module.yaml': `${line(4, 'module')}plural_label: 商談\n`,
  [paths.fields]: `${line(4, 'field')}
# the heart of it
Amount: # in yen
  field_label: 金額
  data_type: currency
  length: 16 # longest

Stage:
  field_label: '段階'
  data_type: picklist
  pick_list_values:
    - -None-
    # not yet
    - Open
    - Closed
`,
  [paths.layout]: `${line(5, 'layout')}name: 標準
status: active # always
profiles:
  - 営業部
sections:
  - name: Main
    fields:
      - Amount
      - field: Stage
        required: true
`,
  [paths.profile]: `${line(4, 'profile')}name: 営業部\n`,
  [paths.blueprint]: `${line(5, 'blueprint')}name: 受注まで
layout: 商談/標準
field: Stage
states:
  - Open
  - Closed
transitions:
  Win:
    from: [Open] # only
    to: Closed
`,
  [paths.picklist]: `${line(4, 'global-picklist')}display_label: Industry\npick_list_values:\n  - Retail\n`,
};

function write(files: Readonly<Record<string, string>>): void {
  makeRepository(folder, Object.fromEntries(Object.entries(files).map(([path, text]) => [`environments/hq/${path}`, text])));
}

const read = (path: string) => readFileSync(join(folder, 'environments/hq', path), 'utf8');

/** Runs `validate` and gives what it printed and its exit code. */
async function run(options: { fix?: boolean; format?: string }, lang = 'en'): Promise<{ code: number; out: string }> {
  let out = '';
  const world = { ...silentWorld(folder), stdout: { write: (text: string) => (out += text), isTTY: false, columns: undefined } };
  const code = await runValidate(makeContext(world as never, { repo: folder, color: false, lang }), ['hq'], options);
  return { code, out };
}

/** Breaks the good environment at one place. */
const broken = (path: string, before: string, after: string) => ({ ...good, [path]: (good[path] ?? '').replace(before, after) });

/** What is broken, and so is fixed. */
const mistakes: readonly (readonly [string, keyof typeof paths, string, string])[] = [
  ['an attribute with a slip', 'fields', 'field_label: 金額', 'field_lable: 金額'],
  ['an attribute in another spelling', 'fields', "field_label: '段階'", "fieldLabel: '段階'"],
  ['a text that YAML takes for a number', 'fields', "'段階'", '2024'],
  ['a number in quotes', 'fields', '16 #', '"16" #'],
  ['a value in another case', 'layout', 'status: active #', 'status: Active #'],
  ['a reference with a slip', 'layout', '- Amount', '- Amuont'],
  ['a reference in another width', 'layout', 'field: Stage', 'field: Ｓｔａｇｅ'],
  ['a state with a slip', 'blueprint', 'states:\n  - Open', 'states:\n  - Opne'],
  ['a transition with a slip', 'blueprint', 'to: Closed', 'to: Closd'],
  ['a transition with a slip within brackets', 'blueprint', '[Open] #', '[Opne] #'],
  ['a name that the path tells', 'profile', 'name: 営業部\n', 'description: 東京\n'],
  ['a value twice', 'picklist', '  - Retail\n', '  - Retail\n  - Retail\n'],
  ['a field twice in a section', 'layout', '        required: true\n', '        required: true\n      - Stage\n'],
  ['an entry without a value', 'layout', 'profiles:\n', 'show_business_card:\nprofiles:\n'],
  ['a missing schema line', 'picklist', line(4, 'global-picklist'), ''],
];

describe('validate --fix', () => {
  test.each(mistakes)('mends %s, and nothing else', async (_name, file, before, after) => {
    write(broken(paths[file], before, after));
    const { code, out } = await run({ fix: true });
    expect(code).toBe(0);
    expect(out).toContain('1 finding was fixed.');
    expect(out).toContain('No findings.');
    const wanted = (good[paths[file]] ?? '').replaceAll("'段階'", after === '2024' ? '"2024"' : "'段階'");
    if (file === 'profile') expect(read(paths.profile)).toBe(`${line(4, 'profile')}name: 営業部\ndescription: 東京\n`);
    else expect(read(paths[file])).toBe(wanted);
    for (const [path, text] of Object.entries(good)) if (path !== paths[file]) expect(read(path), path).toBe(text);
  });

  test('changes nothing in files without a mistake', async () => {
    write(good);
    expect(await run({ fix: true })).toEqual({ code: 0, out: 'Nothing could be fixed by itself.\n\nNo findings.\n' });
    for (const [path, text] of Object.entries(good)) expect(read(path)).toBe(text);
  });

  test('keeps Windows line ends', async () => {
    const windows = (good[paths.layout] ?? '').replaceAll('\n', '\r\n');
    write({ ...good, [paths.layout]: windows.replace('- Amount', '- Amuont').replace(/^#.*\r\n/, '') });
    expect((await run({ fix: true })).code).toBe(0);
    expect(read(paths.layout)).toBe(windows);
  });

  test.each([
    ['a name that may be either of two', paths.fields, 'length:', 'lengths: 1\n  lenght:'],
    ['a word of another script', paths.layout, '- 営業部', '- 企業部'],
    ['another number', paths.layout, '- Amount', '- Amount2'],
    ['a value twice that is shown in two ways', paths.picklist, '- Retail', '- Retail\n  - actual_value: Retail\n    display_value: 小売'],
  ])('decides nothing for people: %s', async (_name, path, before, after) => {
    const files = broken(path, before, after);
    write(files);
    const { code } = await run({ fix: true });
    expect(code).toBe(3);
    if (!after.includes('lenght')) expect(read(path)).toBe(files[path]);
  });

  test('leaves files that cannot be read, or whose meaning is in doubt, as they are', async () => {
    const module = 'modules/商談/module.yaml';
    write({ ...good, [module]: 'plural_label: [\n', [paths.profile]: 'name: 営業部\nname: 営業部\ndiscription: x\n' });
    const before = [module, paths.profile].map(read);
    expect((await run({ fix: true })).code).toBe(3);
    expect([module, paths.profile].map(read)).toEqual(before);
  });

  test('writes a file whole or not at all, and says which was left', async () => {
    const text = (good[paths.layout] ?? '').replace('status: active', 'status: Active').replace('- Amount', '- |-\n        Amuont');
    write({ ...good, [paths.layout]: text, [paths.picklist]: (good[paths.picklist] ?? '').replace('display_label', 'displayLabel') });
    const { code, out } = await run({ fix: true });
    expect(code).toBe(3);
    expect(read(paths.layout)).toBe(text);
    expect(read(paths.picklist)).toBe(good[paths.picklist]);
    expect(out).toContain('1 finding was fixed.');
    expect(out).toContain(`${paths.layout}:1:1 warning fix.refused`);
  });

  test('says in Japanese and in JSON what it did', async () => {
    write(broken(paths.layout, '- Amount', '- Amuont'));
    expect((await run({ fix: true }, 'ja')).out).toContain('1 件を修正しました。');
    write(broken(paths.layout, '- Amount', '- Amuont'));
    const document = JSON.parse((await run({ fix: true, format: 'json' })).out) as { fixed: JsonObject[]; findings: JsonObject[] };
    expect(document.findings).toEqual([]);
    expect(document.fixed).toMatchObject([{ code: 'ref.missing', file: `environments/hq/${paths.layout}`, line: 9 }]);
    expect(JSON.parse((await run({ format: 'json' })).out)).not.toHaveProperty('fixed');
  });

  test('without --fix writes nothing', async () => {
    const files = broken(paths.layout, '- Amount', '- Amuont');
    write(files);
    expect((await run({})).code).toBe(3);
    expect(read(paths.layout)).toBe(files[paths.layout]);
  });

  test('a folder that takes no writes is named, and the old text stays whole', async () => {
    const files = broken(paths.layout, '- Amount', '- Amuont');
    write(files);
    const place = join(folder, 'environments/hq', 'modules/商談/layouts');
    const { mode } = statSync(place);
    chmodSync(place, 0o500);
    try {
      if (process.getuid?.() !== 0) await expect(run({ fix: true })).rejects.toThrow(/could not be written/);
    } finally {
      chmodSync(place, mode);
    }
    if (process.getuid?.() !== 0) expect(read(paths.layout)).toBe(files[paths.layout]);
  });
});

test('whatever of it is broken at once, a fix leaves nothing that it could fix', async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray([...mistakes]), async (chosen) => {
      const files: Record<string, string> = { ...good };
      for (const [, file, before, after] of chosen) files[paths[file]] = (files[paths[file]] ?? '').replace(before, after);
      write(files);
      await run({ fix: true });
      const again = await run({ fix: true });
      expect(again.out).toContain('Nothing could be fixed by itself.');
      const log = JSON.parse((await run({ format: 'sarif' })).out) as { runs: [{ results: JsonObject[] }] };
      expect(log.runs[0].results.filter((result) => 'fixes' in result)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test('SARIF carries the correction as a replacement that gives the good text', async () => {
  write(broken(paths.layout, '- Amount', '- Amuont'));
  const log = JSON.parse((await run({ format: 'sarif' })).out);
  const [result] = log.runs[0].results;
  const change = {
    artifactLocation: { uri: `environments/hq/${paths.layout.split('/').map(encodeURIComponent).join('/')}`, uriBaseId: '%SRCROOT%' },
    replacements: [{ deletedRegion: { startLine: 9, startColumn: 9, endLine: 9, endColumn: 15 }, insertedContent: { text: 'Amount' } }],
  };
  expect(result.fixes).toEqual([{ description: { text: 'Did you mean "Amount"?' }, artifactChanges: [change] }]);
});
