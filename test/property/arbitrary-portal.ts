import fc from 'fast-check';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Area } from './area.ts';
import { areaOf } from './area.ts';
import type { Draft } from './draft.ts';
import { arbitraryFate, versions } from './versions.ts';

const portals = ['Customers', 'Partners2'] as const;

const signOn = (host: string): JsonObject => ({
  saml_configuration: { login_url: `https://${host}/in`, logout_url: `https://${host}/out`, public_key: '-----BEGIN CERTIFICATE-----\nMIIC\n' },
});

const [one, other] = [signOn('id.example'), signOn('神戸.example')];

/** Single sign-on comes and changes; that it goes is a person's to do. */
const arbitraryPortal: fc.Arbitrary<Draft> = fc
  .record({
    key: fc.constantFrom(...portals),
    both: fc.constantFrom<(readonly [JsonObject, JsonObject])[]>([{}, {}], [{}, one], [one, one], [one, other]),
    fate: arbitraryFate,
  })
  .map(({ key, both: [first, second], fate }): Draft => ({ kind: 'portal', key, fate, first, second }));

const may = fc.subarray(['view', 'edit', 'create', 'delete', 'create_attachment'], { minLength: 1 }).map((some) => some.toSorted());

function fieldsOf(...names: readonly string[]): fc.Arbitrary<JsonObject> {
  return fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length }).chain((locked) =>
    fc.subarray([...names]).map((some): JsonObject => {
      const fields = some.map((field) => ({ field, ...(locked[names.indexOf(field)] === true ? { read_only: true } : {}) }));
      return fields.length === 0 ? {} : { fields };
    }),
  );
}

/** Modules that a user type has stay; what is seen of them changes. */
function typeVersion(withDeals: boolean): fc.Arbitrary<JsonObject> {
  const module = (name: string, fields: fc.Arbitrary<JsonObject>, more: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> =>
    fc.tuple(may, fields, more, fc.constantFrom('private', 'public')).map(([permissions, seen, rest, shared_type]) => ({
      ...{ module: name, shared_type, permissions, layouts: [`${name}/Standard`] },
      ...seen,
      ...rest,
    }));
  const contacts = module('Contacts', fieldsOf('Contacts.Email', 'Contacts.Phone', 'Contacts.Last_Name'), fc.constant({}));
  const deals = module('Deals', fieldsOf('Deals.Stage', 'Deals.Amount'), fc.constantFrom<JsonObject[]>({}, { filters: ['Deals.Contact_Name'] }));
  return fc
    .tuple(contacts, deals, fc.boolean(), fc.constantFrom('Contacts.Email', 'Contacts.Secondary_Email'))
    .map(([own, other, active, invitation_field]) => ({
      ...{ personality_module: 'Contacts', invitation_field, ...(active ? { active: true } : {}) },
      modules: withDeals ? [own, other] : [own],
    }));
}

/** What people see in a portal that stays. */
const arbitraryUserType: fc.Arbitrary<readonly Draft[]> = fc
  .record({ name: fc.constantFrom('Client', '顧客 A/B'), withDeals: fc.boolean(), fate: arbitraryFate })
  .chain(({ name, withDeals, fate }) =>
    versions(typeVersion(withDeals)).map(([first, second]): readonly Draft[] => [
      { kind: 'portal', key: 'Clients', fate: 'stays', first: {}, second: {} },
      { kind: 'portal_user_type', key: `Clients/${name}`, fate, first, second },
    ]),
  );

/** Where people outside the company sign in, and what they see there. */
export const portalAreas: readonly Area[] = [areaOf('portal', arbitraryPortal), { kinds: ['portal', 'portal_user_type'], drafts: arbitraryUserType }];
