import { describe, expect, test } from 'vitest';
import { createFaultTable, globPattern, readFaultRules } from '../../../cli/emulator/crm/faults.ts';

describe('path patterns', () => {
  test.each([
    ['/crm/v8/settings/fields', '/crm/v8/settings/fields', true],
    ['/crm/v8/settings/*', '/crm/v8/settings/fields', true],
    ['/crm/v8/settings/*', '/crm/v8/settings/fields/1', false],
    ['/crm/v8/**', '/crm/v8/settings/fields/1', true],
    ['**/fields', '/crm/v8/settings/fields', true],
    ['/crm/v8/settings/field', '/crm/v8/settings/fields', false],
    ['/crm/v8/settings.fields', '/crm/v8/settings/fields', false],
  ])('%s and %s: %s', (glob, path, fits) => {
    expect(globPattern(glob).test(path)).toBe(fits);
  });
});

describe('the fault table', () => {
  test('takes the first rule that fits the org, the method and the count', () => {
    const table = createFaultTable();
    table.set([
      { org: 'kyoto', method: 'post', count: 1, status: 500 },
      { path: '/a', status: 503 },
    ]);
    const match = (method: string, path: string, org: string) => table.match({ method, path, org })?.status;
    expect(match('POST', '/a', 'kyoto')).toBe(500);
    expect(match('POST', '/a', 'kyoto')).toBe(503);
    expect(match('POST', '/b', 'kyoto')).toBeUndefined();
    expect(match('GET', '/a', 'osaka')).toBe(503);
  });

  test('matches the third write, whatever its method, and no read', () => {
    const table = createFaultTable();
    table.set([{ writes: true, path: '/crm/**', skip: 2, count: 1, status: 500 }, { latency: 5 }]);
    const methods = ['POST', 'GET', 'PATCH', 'GET', 'DELETE', 'PUT'];
    const statuses = methods.map((method) => table.match({ method, path: '/crm/v8/x' })?.status);
    expect(statuses).toEqual([undefined, undefined, undefined, undefined, 500, undefined]);
  });

  test.each([
    [{}, 'needs a list'],
    [{ rules: [{ colour: 1 }] }, 'colour'],
    [{ rules: [{ drop: 'now' }] }, 'drop'],
    [{ rules: [{ latency: '5' }] }, 'numbers'],
  ])('says what is wrong with %j', (body, message) => {
    expect(readFaultRules(body)).toContain(message);
  });
});
