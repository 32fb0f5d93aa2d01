import { describe, expect, test } from 'vitest';
import { budget } from '../../../cli/plan/guards/budget.ts';
import { forecast } from '../../../cli/plan/guards/forecast.ts';
import { edition, judge } from './world.ts';

describe('the forecast', () => {
  test.each([
    ['free', 5000, 'Free'],
    ['standard', 50_000, 'Standard'],
    ['professional', 50_000, 'Professional'],
    ['enterprise', 50_000, 'Enterprise'],
    ['ultimate', 50_000, 'Ultimate'],
    ['crmplus', 50_000, 'CRM Plus'],
    ['zohooneenterprise', 50_000, 'Zoho One'],
  ])('of the %s edition speaks beyond %i credits, and blocks nothing', (name, credits, title) => {
    expect(judge(forecast, { steps: [], org: edition(name), credits })).toEqual([]);
    const [verdict] = judge(forecast, { steps: [], org: edition(name), credits: credits + 1 });
    expect(verdict).toMatchObject({
      severity: 'warning',
      message: expect.stringContaining(`the ${title} edition has ${credits.toLocaleString('en-US')} `),
    });
    expect(verdict?.blocks).toBeUndefined();
  });

  test('of an edition that nobody described is silent', () => {
    expect(judge(forecast, { steps: [], org: edition('bigin'), credits: 1_000_000 })).toEqual([]);
  });

  test('goes by what the org has left where that is known', () => {
    const org = (creditsLeft: number) => ({ ...edition('enterprise'), creditsLeft });
    expect(judge(forecast, { steps: [], org: org(60), credits: 60 })).toEqual([]);
    expect(judge(forecast, { steps: [], org: org(1_000_000), credits: 60_000 })).toEqual([]);
    expect(judge(forecast, { steps: [], org: org(60), credits: 61 })[0]?.message).toContain("60 of the org's 24 hours are left");
  });
});

describe('the budget', () => {
  test('tells that apply will stop', () => {
    const rules = { budget: { credits: 100, minutes: 5 } };
    expect(judge(budget, { steps: [], rules, credits: 100, minutes: 5 })).toEqual([]);
    const [verdict] = judge(budget, { steps: [], rules, credits: 101, minutes: 5.5 });
    expect(verdict).toMatchObject({ severity: 'warning', message: expect.stringContaining('101 of 100 credits and about 6 of 5 minutes') });
    expect(verdict?.message).toContain('apply will stop');
  });

  test('counts only what org.yaml sets', () => {
    expect(judge(budget, { steps: [], credits: 1_000_000, minutes: 600 })).toEqual([]);
    expect(judge(budget, { steps: [], rules: { budget: { minutes: 5 } }, credits: 1_000_000, minutes: 6 })[0]?.message).not.toContain('credits');
  });
});
