import fc from 'fast-check';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Area } from './area.ts';
import { areaOf } from './area.ts';
import type { Draft } from './draft.ts';
import { arbitraryFate } from './versions.ts';

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

/** Where people outside the company sign in, and what they see there. */
export const portalAreas: readonly Area[] = [areaOf('portal', arbitraryPortal)];
