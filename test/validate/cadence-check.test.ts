import { expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { validators } from '../../cli/kinds/validators.gen.js';
import { validateSnapshot } from '../../cli/validate/validate-snapshot.ts';
import { decodeEnvironment } from '../../cli/yaml/decode-environment.ts';

const task = 'name: Call\nfield_mappings:\n  - field: Subject\n    value: Call\n';
const around = {
  'modules/Leads/module.yaml': 'plural_label: Leads\nsingular_label: Lead\n',
  'automation/actions/tasks/Leads/Call.yaml': `${task}feature_type: cadences\n`,
  'automation/actions/tasks/Leads/Rule.yaml': task.replace('Call', 'Rule'),
};
const file = 'automation/cadences/Leads/New.yaml';

function codesOf(cadence: string): readonly string[] {
  const decoded = decodeEnvironment(new Map(Object.entries({ ...around, [file]: `name: New\n${cadence}` })), kinds);
  return validateSnapshot(decoded, { kinds, schemas, validators, lang: 'en' })
    .filter((one) => one.file === file)
    .map(({ code, path }) => `${code} ${path}`);
}

const one = 'follow_ups:\n  - task: Leads/Call\n';
const manual = 'type: manual_enrollment\n';

test.each<[string, string, readonly string[]]>([
  ['a follow-up', `${manual}${one}`, []],
  ['a draft of nothing', `${manual}status: draft\n`, []],
  ['a view', `type: custom_view\ncustom_view: Leads/All Leads\n${one}`, []],
  ['no follow-up', manual, ['schema.required follow_ups']],
  ['an empty list of follow-ups', `${manual}follow_ups: []\n`, ['schema.minItems follow_ups']],
  ['no view', `type: custom_view\n${one}`, ['schema.required custom_view']],
  ['a view for nobody', `${manual}custom_view: Leads/All Leads\n${one}`, ['schema.not custom_view']],
  ['two actions at once', `${manual}${one}    message: Hi\n`, ['schema.not follow_ups.0.message']],
  ['an end without its day', `${manual}unenroll:\n  - type: end_date\n${one}`, ['schema.required unenroll.0.date']],
  ['a place beyond the list', `${manual}${one}    after: 9\n`, ['cadence.place follow_ups.0.after']],
  ['a follow-up after itself', `${manual}${one}    after: 1\n`, ['cadence.place follow_ups.0.after']],
  [
    'an end by a follow-up beyond the list',
    `${manual}unenroll:\n  - type: followup_criteria\n    made: Tasks\n    follow_up: 77\n${one}`,
    ['cadence.place unenroll.0.follow_up'],
  ],
  ['a task of rules', `${manual}follow_ups:\n  - task: Leads/Rule\n`, ['cadence.feature follow_ups.0.task']],
])('a cadence with %s', (_what, text, expected) => {
  expect(codesOf(text)).toEqual(expected);
});

test('a cadence with a follow-up that does nothing', () => {
  expect(codesOf(`${manual}follow_ups:\n  - triggers:\n      - Completed\n`)).toEqual(['cadence.no-action follow_ups.0']);
});
