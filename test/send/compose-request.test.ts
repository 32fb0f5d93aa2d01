import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan, Step } from '../../cli/model/plan.ts';
import { composeRequest } from '../../cli/send/compose-request.ts';
import { encodeUntrusted, plainName } from '../../cli/send/untrusted-text.ts';

const claim = {
  kid: 'abcdefghijklmnop',
  bundle: `sha256:${'1'.repeat(64)}`,
  branch: 'copy/osaka/abcdefghijklmnop',
  baseCommit: 'a'.repeat(40),
  sender: 7,
  source: '60001234567',
};
const input = { target: 'osaka', sourceName: 'tokyo', claim, requestText: '{}\n', texts: new Map(), existing: new Map() };

function step(over: Partial<Step>): Step {
  const key = over.key ?? 'Deals';
  return {
    id: `create module:${key}`,
    action: 'create',
    kind: 'module',
    key,
    ref: `module:${key}`,
    mode: 'api',
    risk: 'none',
    changes: [],
    dependsOn: [],
    digest: 'd',
    ...over,
  };
}

function planOf(steps: readonly Step[]): Plan {
  const summary = { create: steps.length, update: 0, delete: 0, manual: 0, blocked: 0, unchanged: 3 };
  return { org: 'osaka', zgid: '1', digest: 'sha256:plan', summary, credits: 12, minutes: 1, steps, findings: [] };
}

describe('composeRequest', () => {
  test('writes what differs, removes what is gone, and adds the request', () => {
    const folder = 'environments/osaka';
    const existing = new Map([
      [`${folder}/a.yaml`, 'a'],
      [`${folder}/b.yaml`, 'b'],
      [`${folder}/c.yaml`, 'c'],
      [`${folder}/request.json`, 'old'],
    ]);
    const texts = new Map([
      [`${folder}/d.yaml`, 'd'],
      [`${folder}/b.yaml`, 'B'],
      [`${folder}/a.yaml`, 'a'],
    ]);
    const composed = composeRequest({ ...input, texts, existing });
    expect([...composed.files]).toEqual([
      [`${folder}/b.yaml`, 'B'],
      [`${folder}/d.yaml`, 'd'],
      [`${folder}/request.json`, '{}\n'],
    ]);
    expect(composed.removals).toEqual([`${folder}/c.yaml`]);
    expect(composed.branch).toBe('copy/osaka/abcdefghijklmnop');
    expect(composed.title).toBe('Copy tokyo to osaka');
    expect(composed.message).toContain('Copy-Key: abcdefghijklmnop\n');
    expect(composed.body).toContain('2 written, 1 removed');
  });

  test('shows risky steps first and counts what it leaves out', () => {
    const steps = [...Array.from({ length: 80 }, (_, index) => step({ key: `M${index}` })), step({ key: 'Evil', risk: 'rights' })];
    const { body } = composeRequest({ ...input, plan: planOf(steps) });
    const listed = body.split('\n').filter((line) => line.startsWith('- '));
    expect(listed[0]).toBe('- create <code>module</code> <code>Evil</code> **(raises rights)**');
    expect(listed.at(-1)).toBe('- … and 31 more');
    expect(body).toContain('`sha256:plan`');
  });

  test('says when nothing would change', () => {
    expect(composeRequest({ ...input, plan: planOf([]) }).body).toContain('Nothing would change.');
  });
});

describe('texts of others', () => {
  test.each([
    '@acme/admins',
    'fixes #12',
    '</code><img src=x onerror=alert(1)>',
    '`code` **bold** [a](javascript:x)',
    '| cell |',
    '<!-- orgcast:plan -->',
    'a\n\n# b',
    'x\u202Egnp.exe',
    'zero\u200Bwidth',
    '&lt;b&gt;',
    '::error::x',
  ])('%j stays text', (label) => {
    const encoded = encodeUntrusted(label);
    expect(encoded).toMatch(/^<code>(?:[\p{L}\p{N}\p{M} …]|&#\d+;)*<\/code>$/u);
  });

  test('any text becomes one line of code without a sign that Markdown or HTML knows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (label) => {
        const inner = encodeUntrusted(label).slice('<code>'.length, -'</code>'.length);
        expect(inner.replace(/&#\d+;/g, '')).not.toMatch(/[<>&`*_#@|[\]!\\\p{Cc}\p{Cf}]/u);
        expect(plainName(label)).not.toMatch(/[<>&`*#@|[\]!\\\n\r\p{Cf}]/u);
      }),
    );
  });

  test('Japanese names stay readable', () => {
    expect(encodeUntrusted('商談 分類待ち')).toBe('<code>商談 分類待ち</code>');
    expect(plainName('本社 (東京)')).toBe('本社 _東京_');
  });
});
