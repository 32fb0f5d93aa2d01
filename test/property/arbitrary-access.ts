import fc from 'fast-check';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import type { Draft } from './draft.ts';
import { arbitraryFate, renamed, versions } from './versions.ts';

const groupNames: readonly string[] = ['Sales', '営業部', 'NO'];
const people: readonly string[] = ['avery@osaka.example', 'sam@osaka.example'];

const arbitraryGroup: fc.Arbitrary<Draft> = fc
  .record({
    name: renamed(groupNames, ['Sales 2', '販売']),
    description: versions(fc.constantFrom(undefined, 'who sells')),
    users: versions(fc.subarray([...people])),
    roles: versions(fc.dictionary(fc.constantFrom('CEO', 'Manager'), fc.constantFrom('alone', 'with_subordinates'))),
    groups: versions(fc.subarray([...groupNames])),
    fate: arbitraryFate,
  })
  .map(({ name, description, users, roles, groups, fate }) => {
    // A group is in later ones only, so that none is in itself.
    const earlier = (wanted: readonly string[]): Json[] =>
      wanted.filter((one) => groupNames.indexOf(one) < groupNames.indexOf(name[0])).map((one) => `@user_group:${one}`);
    const version = (index: 0 | 1): JsonObject =>
      withoutEmpty({ description: description[index] ?? '', users: users[index], roles: roles[index], groups: earlier(groups[index]) });
    const moved = name[0] === name[1] ? {} : { movedTo: name[1] };
    return { kind: 'user_group', key: name[0], ...moved, fate, first: version(0), second: version(1) };
  });

/** Attributes without those that hold nothing. */
function withoutEmpty(attributes: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== '' && Object.keys(value ?? {}).length > 0));
}

/** Drafts of what is about who sees what, beside roles and profiles. */
export const arbitraryAccess: fc.Arbitrary<readonly Draft[]> = fc.oneof(fc.array(arbitraryGroup, { minLength: 1, maxLength: 3 }));
