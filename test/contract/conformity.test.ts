import { describe, expect, test } from 'vitest';
import { formatConformity, readConformity, sourceOf } from './conformity.ts';
import { contractPresent } from './published.ts';

describe.skipIf(!contractPresent)('operations of the API, published, served and called (needs ../shared)', () => {
  const rows = readConformity();

  test('what we call is served by the embedded CRM, published or not', () => {
    expect(rows.filter(({ called, served }) => called && !served).map(({ call }) => call)).toEqual([]);
    expect(rows.filter(({ called }) => called).length).toBeGreaterThan(80);
  });

  test('what the embedded CRM serves and no file publishes has a source', () => {
    const foreign = rows.filter(({ files, served }) => files.length === 0 && served);
    expect(foreign.filter(({ call }) => sourceOf(call) === undefined).map(({ call }) => call)).toEqual([]);
    expect(foreign.map(({ call }) => call)).toContain('POST /settings/blueprints');
  });

  test('the report names every operation once and counts them', () => {
    const report = formatConformity(rows);
    for (const { call } of rows) expect(report).toContain(`${call} `);
    expect(report).toMatch(/^published {22}\s+\d{3}$/m);
    expect(rows.some(({ files, served }) => files.length > 0 && !served)).toBe(true);
  });
});
