import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { validators } from '../../cli/kinds/validators.gen.js';
import { makePlan } from '../../cli/plan/make-plan.ts';
import { formatPlan } from '../../cli/report/text/plan.ts';
import { validateSnapshot } from '../../cli/validate/validate-snapshot.ts';
import { inputOf, kindsByName } from '../plan/world.ts';
import { claims } from './claims.ts';
import type { Story } from './story.ts';
import { decodeFolder, listStories, readStory } from './story.ts';

/**
 * Stories (story.ts) and the plan as a person sees it (`expect/plan.txt`). A person writes the story; the plan is rewritten with UPDATE_GOLDEN=1 only, to be read
 * before it is committed. What a story named after a pain is about is said once more in claims.ts, which nothing rewrites.
 */
const context = { lang: 'en' as const, color: false, width: 120, titleOf: (kind: string) => kindsByName.get(kind)?.title };
const stories = listStories('plan');

function planStory({ live, desired, parts }: Story) {
  return makePlan(inputOf(live, desired, parts));
}

describe.each(stories)('%s', (name) => {
  const story = readStory(name);

  test('is planned as expected', () => {
    const text = formatPlan(planStory(story), context);
    const golden = join(story.folder, 'expect/plan.txt');
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(join(story.folder, 'expect'), { recursive: true });
      writeFileSync(golden, text);
    }
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });

  test('is made of files that are valid by their schemas', () => {
    for (const side of ['live', 'desired', 'base'].filter((one) => !existsSync(join(story.folder, one, 'documents.json')))) {
      const findings = validateSnapshot(decodeFolder(join(story.folder, side)), { kinds, schemas, validators, lang: 'en', exists: () => true });
      expect(findings.filter((finding) => finding.severity === 'error')).toEqual([]);
    }
  });

  const claim = claims[name];
  if (claim !== undefined) test(claim.title, () => claim.check(planStory(story)));
  else test('is not about a pain, or says what it claims', () => expect(name).not.toMatch(/^pain-/));
});

test('every claim has its story, and every pain that a plan can show has one', () => {
  expect(Object.keys(claims).filter((name) => !stories.includes(name))).toEqual([]);
});
