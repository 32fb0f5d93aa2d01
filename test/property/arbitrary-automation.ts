import fc from 'fast-check';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import type { Draft } from './draft.ts';
import { arbitraryFate, renamed, versions } from './versions.ts';

/** Modules that automation is made in: with fields, tasks and templates of their own. */
const modules = ['Leads', 'Deals', 'Courses'] as const;

/** A text field that the module has anyway. */
const textField: Readonly<Record<string, string>> = { Leads: 'Company', Deals: 'Next_Step', Courses: 'Name' };
const actionNames = ['Set it', 'Call 返し', 'A & B'] as const;

/** A draft of something with a name of its own, which may change while its key stays, or together with it. */
export function named(
  kind: string,
  names: readonly string[],
  make: (module: string, name: string) => fc.Arbitrary<readonly [JsonObject, JsonObject]>,
  where: readonly string[] = modules,
): fc.Arbitrary<Draft> {
  return fc
    .record({
      module: fc.constantFrom(...where),
      // An action's name is its own in its module, so that no two are renamed alike.
      name: fc.constantFrom(...names).chain((name) => renamed([name], [`${name} – neu`])),
      moves: fc.boolean(),
      fate: arbitraryFate,
    })
    .chain(({ module, name, moves, fate }) =>
      make(module, name[0]).map(([first, second]): Draft => {
        const moved = moves && name[0] !== name[1] ? { movedTo: `${module}/${name[1]}` } : {};
        return { kind, key: `${module}/${name[0]}`, ...moved, fate, first: { name: name[0], ...first }, second: { name: name[1], ...second } };
      }),
    );
}

export const arbitraryFieldUpdate = named('field_update', actionNames, (module) =>
  versions(fc.constantFrom('done', '済み', '${EMPTY}')).map(([first, second]): readonly [JsonObject, JsonObject] => {
    const field = textField[module] ?? '';
    return [
      { field, value: first },
      { field, value: second },
    ];
  }),
);

/** A field update of a module that stays as it is, so that a rule has something to do. */
export function actionOf(module: string): Draft {
  const [name = ''] = actionNames;
  return {
    kind: 'field_update',
    key: `${module}/${name}`,
    fate: 'stays',
    first: { name, field: textField[module] ?? '', value: 'done' },
    second: {},
  };
}

const subjects = fc.constantFrom('Call back', '折り返し電話', 'Ask "again"');
const priorities = fc.constantFrom('High', 'Low');

export const arbitraryTask = named('task', actionNames, () =>
  fc.tuple(versions(subjects), versions(priorities), versions(fc.boolean())).map(([subject, priority, notify]): readonly [JsonObject, JsonObject] => {
    const version = (index: 0 | 1): JsonObject => ({
      field_mappings: [
        { field: 'Subject', value: subject[index] },
        { field: 'Status', value: 'Not Started' },
        { field: 'Priority', value: priority[index] },
      ],
      ...(notify[index] ? { notify: true } : {}),
    });
    return [version(0), version(1)];
  }),
);

export const arbitraryWebhook = named('webhook', ['Tell', 'Report'], (module) =>
  versions(fc.constantFrom('https://a.example/x?y=1', 'https://ü.example/東', 'https://b.example')).map(
    ([first, second]): readonly [JsonObject, JsonObject] => {
      const version = (url: string): JsonObject => ({
        url,
        http_method: 'POST',
        body: { type: 'form_data', form_data_content: { module_parameters: [{ name: 'text', value: `\${${module}.${textField[module]}}` }] } },
      });
      return [version(first), version(second)];
    },
  ),
);

const templates: Readonly<Record<string, string>> = { Leads: 'Leads/Lead Assigned', Deals: 'Deals/Big Deal Alert' };
const recipients: fc.Arbitrary<readonly Json[]> = fc.constantFrom(
  [{ type: 'user', value: { user: 'sam@osaka.example' } }],
  [{ type: 'role', value: { role: '@role:Osaka' } }],
  [
    { type: 'user', value: { user: 'avery@osaka.example' } },
    { type: 'role', value: { role: 'Manager' } },
  ],
);

export const arbitraryNotification = named(
  'email_notification',
  ['Welcome', 'お知らせ'],
  (module) =>
    versions(recipients).map(([first, second]): readonly [JsonObject, JsonObject] => [
      { template: templates[module] ?? '', recipients: first },
      { template: templates[module] ?? '', recipients: second },
    ]),
  Object.keys(templates),
);

function criteria(module: string): fc.Arbitrary<JsonObject | undefined> {
  const own = fc.constantFrom('x', '東', '100').map((value) => ({ field: textField[module] ?? '', comparator: 'equal', value }));
  return fc.oneof(
    fc.constant(undefined),
    own,
    fc.tuple(own, own).map(([one, other]) => (one.value === other.value ? one : { group_operator: 'OR', group: [one, other] })),
  );
}

function actions(module: string): fc.Arbitrary<readonly Json[]> {
  const all: JsonObject[] = [
    ...actionNames.map((name) => ({ field_update: `@field_update:${module}/${name}` })),
    ...actionNames.map((name) => ({ task: `@task:${module}/${name}` })),
    { type: 'add_tags', name: 'Tags', details: { module: { module }, over_write: false, tags: [{ name: 'hot' }] } },
    { webhook: `@webhook:${module}/Tell` },
    { email_notification: `@email_notification:${module}/Welcome` },
  ];
  return fc.uniqueArray(fc.constantFrom(...all), { maxLength: 3 }).map((some) => [...new Set([...all.slice(0, 1), ...some])]);
}

export const arbitraryRule = named('workflow_rule', ['Won', '受注', 'x/y'], (module) =>
  fc
    .record({
      type: fc.constantFrom('create', 'create_or_edit', 'edit'),
      active: versions(fc.boolean()),
      description: versions(fc.constantFrom(undefined, 'because', '理由')),
      criteria: versions(criteria(module)),
      actions: versions(actions(module)),
    })
    .map(({ type, active, description, criteria: when, actions: what }): readonly [JsonObject, JsonObject] => {
      const version = (index: 0 | 1): JsonObject => ({
        ...(description[index] === undefined ? {} : { description: description[index] }),
        ...(active[index] ? {} : { active: false }),
        execute_when: { type, ...(type === 'create' ? {} : { details: { repeat: true } }) },
        conditions: [{ ...(when[index] === undefined ? {} : { criteria: when[index] }), instant_actions: what[index] }],
      });
      return [version(0), version(1)];
    }),
);

/** A blueprint over the values of a picklist that every org has. */
export const arbitraryBlueprint = named(
  'blueprint',
  ['Process', '商談'],
  (module) =>
    fc
      .record({
        states: versions(fc.uniqueArray(fc.constantFrom('Advertisement', 'Referral', 'Partner', 'Web'), { minLength: 2, maxLength: 4 })),
        description: versions(fc.constantFrom(undefined, 'how it goes')),
        steps: versions(fc.uniqueArray(fc.constantFrom('Move', '進む', 'Back'), { minLength: 1, maxLength: 3 })),
        status: versions(fc.constantFrom(undefined, undefined, 'draft', 'inactive')),
      })
      .map(({ states, description, steps, status }): readonly [JsonObject, JsonObject] => {
        const version = (index: 0 | 1): JsonObject => ({
          layout: `${module}/Standard`,
          field: 'Lead_Source',
          ...(description[index] === undefined ? {} : { description: description[index] }),
          ...(status[index] === undefined ? {} : { status: status[index] }),
          states: [...states[index]].sort(),
          transitions: Object.fromEntries(
            steps[index].map((name) => [name, { from: [states[index][0] ?? ''], to: states[index][1] ?? '', owners: [{ type: 'record_owner' }] }]),
          ),
        });
        return [version(0), version(1)];
      }),
  ['Leads', 'Deals'],
);
