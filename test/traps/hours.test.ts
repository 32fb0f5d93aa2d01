import { expect, test } from 'vitest';
import type { Json } from '../../cli/model/json.ts';
import { property } from '../../cli/model/json.ts';
import { openOrg } from '../kinds/embedded-org.ts';
import { planOf, snapshotOf } from '../plan/world.ts';
import { attributesOf, readAnswers, throughFiles } from './answers.ts';

const monday: Json = { days: 'Monday', business_timing: ['10:00', '17:00'] };
const thursday: Json = { days: 'Thursday', business_timing: ['09:00', '18:30'] };

test('fact 25: business hours are one object, not a list, and their days in any order are the same hours', async () => {
  const hours = (business_days: Json, custom_timing: Json) => ({
    ...{ id: '1', type: 'custom', week_starts_on: 'Monday', timezone: 'Asia/Tokyo', same_as_everyday: false, daily_timing: null },
    business_days,
    custom_timing,
  });
  const one = readAnswers({ business_hours: [hours(['Monday', 'Thursday'], [thursday, monday])] });
  const other = readAnswers({ business_hours: [hours(['Thursday', 'Monday'], [monday, thursday])] });
  expect(attributesOf(one, 'business_hours:company')).toEqual({
    ...{ type: 'custom', week_starts_on: 'Monday', same_as_everyday: false },
    business_days: ['Monday', 'Thursday'],
    custom_timing: [monday, thursday],
  });
  expect(attributesOf(other, 'business_hours:company')).toEqual(attributesOf(one, 'business_hours:company'));
  expect(throughFiles(one).elements.get('business_hours:company')?.attributes).toEqual(attributesOf(one, 'business_hours:company'));
  const { custom_timing: _timing, ...rest } = attributesOf(one, 'business_hours:company');
  const written = snapshotOf(['business_hours', 'company', { ...rest, business_days: ['Thursday', 'Monday'], custom_timing: [thursday, monday] }]);
  expect(planOf(one, written).steps).toEqual([]);
  const org = openOrg();
  expect((await org.apply(written)).left.steps).toEqual([]);
  expect(property((await org.ask('GET', '/settings/business_hours')) as Json, 'business_hours')).toMatchObject({ type: 'custom' });
});
