import { beforeEach, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { objects, property, text } from '../../../../cli/model/json.ts';
import type { EmbeddedOrg } from '../../../kinds/embedded-org.ts';
import { openOrg } from '../../../kinds/embedded-org.ts';

let org: EmbeddedOrg;
let user: JsonObject;
beforeEach(async () => {
  org = openOrg();
  user = { id: objects((await org.ask('GET', '/users')) as Json, 'users')[0]?.['id'] ?? '' };
});

const path = '/settings/automation/assignment_rules';
const entry = (more: JsonObject = {}): JsonObject => ({ assign_to: { type: 'users', resources: [user] }, ...more });
const rule = (more: JsonObject = {}): JsonObject => ({
  name: 'By size',
  default_assignee: { type: 'user', resource: user },
  rule_entries: [entry()],
  ...more,
});

async function send(method: 'POST' | 'PUT', at: string, item: JsonObject): Promise<JsonObject> {
  const answer = (await org.ask(method, at, { assignment_rules: [item] })) as Json;
  return objects(answer, 'assignment_rules')[0] ?? (answer as JsonObject);
}

describe('assignment rules', () => {
  test.each<[string, () => JsonObject, string, string]>([
    ['no name', () => ({ name: '' }), 'MANDATORY_NOT_FOUND', '$.assignment_rules[0].name'],
    ['no default', () => ({ default_assignee: null }), 'MANDATORY_NOT_FOUND', '$.assignment_rules[0].default_assignee'],
    [
      'another name than that of who is logged in',
      () => ({ default_assignee: { type: 'user', resource: { api_name: '${SOMEBODY}' } } }),
      'INVALID_DATA',
      '$.assignment_rules[0].default_assignee.api_name',
    ],
    [
      'no users',
      () => ({ rule_entries: [{ assign_to: { type: 'users' } }] }),
      'DEPENDENT_FIELD_MISSING',
      '$.assignment_rules[0].rule_entries[0].assign_to.resources',
    ],
    [
      'an unknown way',
      () => ({ rule_entries: [{ assign_to: { type: 'dice' } }] }),
      'INVALID_DATA',
      '$.assignment_rules[0].rule_entries[0].assign_to.type',
    ],
    [
      'an availability that is none',
      () => ({ rule_entries: [entry({ user_availability_based_on: ['awake'] })] }),
      'INVALID_DATA',
      '$.assignment_rules[0].rule_entries[0].user_availability_based_on',
    ],
  ])('refuse %s', async (_what, more, code, place) => {
    expect(await send('POST', `${path}?module=Leads`, rule(more()))).toMatchObject({ code, details: { json_path: place } });
  });

  test('are asked for with their module', async () => {
    expect(await send('POST', path, rule())).toMatchObject({ code: 'REQUIRED_PARAM_MISSING' });
    expect(await send('POST', `${path}?module=Nowhere`, rule())).toMatchObject({ code: 'INVALID_MODULE' });
    const id = text(property(await send('POST', `${path}?module=Leads`, rule()), 'details'), 'id') ?? '';
    expect(await org.ask('GET', `${path}/${id}?module=Contacts`)).toBeUndefined();
    expect(await send('PUT', `${path}/${id}?module=Contacts`, { name: 'x' })).toMatchObject({ code: 'INVALID_DATA' });
    expect(await send('POST', `${path}?module=Leads`, rule())).toMatchObject({ code: 'DUPLICATE_DATA' });
  });

  test('are ten in a module, and none in Free', async () => {
    for (let index = 1; index <= 10; index += 1)
      expect((await send('POST', `${path}?module=Leads`, rule({ name: `Rule ${index}` })))['code']).toBe('SUCCESS');
    expect(await send('POST', `${path}?module=Leads`, rule())).toMatchObject({ code: 'LIMIT_EXCEEDED', details: { limit: 10 } });
    expect((await org.read()).elements.size).toBeGreaterThan(10);
    org = openOrg({ edition: 'free' });
    expect(await send('POST', `${path}?module=Leads`, rule())).toMatchObject({ code: 'FEATURE_NOT_SUPPORTED' });
    expect((await org.read()).unreadable).toEqual([]);
  });
});
