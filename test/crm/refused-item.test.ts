import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { adviseRefused } from '../../cli/crm/refused-item.ts';
import type { Json } from '../../cli/model/json.ts';
import { isObject, objects, text } from '../../cli/model/json.ts';
import { contractPresent, sharedFolder } from '../contract/published.ts';

const ref = 'role:Night';

test.each([
  ['INVALID_DATA', /^Correct that value of role:Night/],
  ['MANDATORY_NOT_FOUND', /^Add what is missing to role:Night/],
  ['DEPENDENT_FIELD_MISSING', /^Add what is missing/],
  ['DEPENDENT_MISMATCH', /^Correct/],
  ['DUPLICATE_DATA', /^The org may have role:Night already/],
  ['MAPPING_ALREADY_EXISTS', /^The org may have/],
  ['RESERVED_KEYWORD_NOT_ALLOWED', /^Give role:Night another name/],
  ['FIELD_LIMIT_EXCEEDED', /^Make room/],
  ['LIMIT_EXCEEDED', /^Make room/],
  ['FEATURE_NOT_SUPPORTED', /^Switch the feature on/],
  ['TERRITORY_NOT_ENABLED', /^Switch the feature on/],
  ['API_NOT_SUPPORTED', /^This org's API does not take it: set role:Night/],
  ['CANNOT_DELETE', /^Look at role:Night/],
  ['NO_PERMISSION', /right to change role:Night/],
  ['crm.oauth_scope_mismatch', /^Check the refresh token/],
  ['INTERNAL_ERROR', /^Run again later/],
  ['ALREADY_SCHEDULED', /^Run again later/],
  ['SOMETHING_NEW', /^Settle what the CRM says of role:Night/],
] as const)('%s tells what to do', (code, words) => {
  expect(adviseRefused(code, ref)).toMatch(words);
});

describe.skipIf(!contractPresent)('the documented errors (needs ../shared)', () => {
  test('each have a sentence of their own that names the element and what to do', () => {
    const pages = JSON.parse(readFileSync(join(sharedFolder, 'zoho-samples/docs-v7/api-errors.json'), 'utf8')) as Json;
    const errors = Object.values(isObject(pages) ? pages : {}).flatMap((page) => objects(page, 'errors'));
    const codes = [...new Set(errors.flatMap((error) => (error['http'] === 204 ? [] : [text(error, 'code') ?? ''])))];
    expect(errors.length).toBeGreaterThan(900);
    const unnamed = codes.filter((code) => !adviseRefused(code, ref).includes(ref) || !adviseRefused(code, ref).endsWith('.'));
    expect(unnamed).toEqual([]);
    expect(codes.filter((code) => adviseRefused(code, ref).startsWith('Settle what'))).toEqual([]);
  });
});
