import { afterAll, describe, expect, test } from 'vitest';
import { findCannot } from '../../cli/commands/rollback-report.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import type { Ref } from '../../cli/model/element.ts';
import { moduleOfKey } from '../../cli/model/element.ts';
import type { Plan } from '../../cli/model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import { makeInverse } from '../../cli/plan/make-inverse.ts';
import { kindsByName } from '../plan/world.ts';
import { findUnnamed, namedRefs } from '../property/oracle.ts';
import { standardModules } from '../property/prepared-org.ts';
import type { SmallOrg } from '../property/world.ts';
import { openSmallOrg } from '../property/world.ts';
import type { Story } from './story.ts';
import { listStories, readStory } from './story.ts';

/**
 * The way back after each story: an org of the embedded CRM is made to be as the story says, the story's plan is applied, then the inverse of that. The org must be what it
 * was, in every element, save what the plan of the way back named as by hand or blocked.
 */
interface Return {
  readonly story: string;
  /** elements that the apply changed */
  readonly changed: number;
  /** elements that the way back could not restore, named by its plan */
  readonly named: readonly string[];
  /** elements that come back without what records held in them, as the report of a rollback says */
  readonly lost: readonly string[];
  /** codes of what else the plan of the way back says */
  readonly said: readonly string[];
}

const returns: Return[] = [];

/** Modules that a story speaks of, as far as every org has them. */
function modulesOf({ live, desired }: Story): readonly string[] {
  const elements = [...live.elements.values(), ...desired.elements.values()];
  return elements.filter(({ kind }) => kindsByName.get(kind)?.scope === 'module' || kind === 'module').map(({ key }) => moduleOfKey(key));
}

/** An org that has what the story's has, as far as the API can make it. */
async function makeOrg(story: Story): Promise<SmallOrg> {
  const org = openSmallOrg([...standardModules, ...modulesOf(story)]);
  await org.apply({ elements: story.live.elements });
  return org;
}

/** What is wanted of such an org: what the story wants, and all else as the org has it. */
function wantedOf(story: Story, before: Snapshot): Snapshot {
  const others = [...before.elements].filter(([ref]) => !story.live.elements.has(ref));
  return { elements: new Map([...others, ...story.desired.elements]) };
}

/** What the CRM refuses: the rule adds tags without saying which. The way back is that of an apply that ended in the middle. */
const refused: Readonly<Record<string, readonly string[]>> = { 'rule-with-new-field-update': ['create workflow_rule:Deals/Big deal'] };

function planBack(before: Snapshot, now: LiveSnapshot, { parts }: Story): Plan {
  const { rules, moved } = parts;
  if (rules === undefined || moved === undefined) throw new Error('a story has rules and moves');
  const most = { ...rules, deleteLimit: { count: 1000, percent: 100 } };
  return makeInverse(before, now, {
    org: 'osaka',
    kinds: kindsByName,
    schemas,
    rules: most,
    owned: new Set<Ref>(),
    moved,
    records: new Map(),
    hasSecret: () => true,
  });
}

describe.each(listStories('plan'))('after %s', (name) => {
  test('the way back restores the org, or names what it could not', async () => {
    const story = readStory(name);
    const org = await makeOrg(story);
    const before = await org.read();
    const texts = await org.exportTexts();
    const { hasSecret: _hasSecret, records: _records, ...parts } = story.parts;
    const { steps } = await org.apply(wantedOf(story, before), { ...parts, ...(parts.base === undefined ? {} : { base: before }) });
    expect(steps.filter((step) => step.status === 'failed').map((step) => step.id)).toEqual(refused[name] ?? []);
    const after = await org.read();

    const backwards = (parts.moved ?? []).map(({ from, to }) => ({ from: to, to: from }));
    const back = await org.applyPlans(before, backwards, (now) => planBack(before, now, story));
    expect(back.steps.filter((step) => step.status === 'failed')).toEqual([]);
    const named = namedRefs(back.first, back.left);
    expect(findUnnamed(await org.read(), before, named)).toEqual([]);
    if (named.size === 0) expect(await org.exportTexts()).toEqual(texts);
    const changed = new Set(findUnnamed(after, before, new Set()).map((place) => place.split(/: | is /)[0] as Ref));
    const lost = findCannot(back.first, before, after, changed).filter(({ why }) => why.includes('made anew'));
    returns.push({
      story: name,
      changed: changed.size,
      named: [...named].sort(),
      lost: lost.map(({ element }) => element),
      said: [...new Set(back.first.findings.map((finding) => finding.code))].sort(),
    });
  });
});

afterAll(() => {
  const lines = returns.map(({ story, changed, named, lost, said }) => {
    const result = changed === 0 ? 'nothing was changed' : named.length === 0 ? 'restored exactly' : `restored but for ${named.join(', ')}`;
    return `${story.padEnd(52)} ${String(changed).padStart(3)} changed  ${result}${lost.length === 0 ? '' : `; made anew: ${lost.join(', ')}`}${said.length === 0 ? '' : ` (says ${said.join(', ')})`}`;
  });
  process.stdout.write(`${lines.sort().join('\n')}\n`);
});
