import { schemas } from '../kinds/schemas.gen.ts';
import type { Ref } from '../model/element.ts';
import { moduleOfKey, refOf, splitRef } from '../model/element.ts';
import type { Consent } from '../model/identity.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../model/snapshot.ts';
import { findDrift } from '../plan/drift.ts';
import { findNeededConsent } from '../plan/guards/removal.ts';
import { writeRollbackBody } from '../report/markdown/rollback.ts';
import type { RollbackView } from '../report/view.ts';
import type { CommandContext } from './context.ts';
import { kindsByName } from './context.ts';

/** What somebody has to agree to before all of a rollback is done: `free` destroys nothing that a record holds, `asked` is for a person to say. */
export interface RollbackConsents {
  readonly free: readonly Consent[];
  readonly asked: readonly Consent[];
}

/** Consents that the plan of a rollback waits for. */
export function findRollbackConsents({ steps }: Plan): RollbackConsents {
  const waiting = steps.filter((step) => step.mode === 'blocked');
  const needed = waiting.flatMap((step) => {
    const consent = findNeededConsent(step, kindsByName.get(step.kind));
    const overwrites = step.changes.some((change) => change.side === 'both');
    return [
      ...(consent === undefined ? [] : [{ consent, free: step.records === 0 }]),
      ...(overwrites ? [{ consent: `overwrite ${refOf(step.kind, step.key)}` as const, free: false }] : []),
    ];
  });
  const pick = (free: boolean): readonly Consent[] => [...new Set(needed.filter((one) => one.free === free).map((one) => one.consent))].sort();
  return { free: pick(true), asked: pick(false) };
}

/** What a rollback does not bring back: steps that nobody or only a person can do, what records lost, and what no step is for. */
export function findCannot(plan: Plan, state: Snapshot, live: LiveSnapshot, touched: ReadonlySet<Ref>): RollbackView['cannot'] {
  const planned = new Set(plan.steps.map((step) => step.ref));
  const only = ({ elements }: Snapshot): ReadonlyMap<Ref, never> => new Map([...elements].filter(([ref]) => touched.has(ref))) as never;
  const context = { kinds: kindsByName, schemas, rules: { ignore: [], deployOnce: [], protect: [] } };
  const left = findDrift({ elements: only(state) }, { ...live, elements: only(live) }, context).filter(({ ref }) => !planned.has(ref));
  return [
    ...plan.steps.filter((step) => step.mode !== 'api').map((step) => ({ element: step.ref, why: step.reason ?? 'nobody can do it yet' })),
    ...plan.steps.filter(isMadeAnew).map((step) => ({ element: step.ref, why: 'it is made anew, so what records held in it does not come back' })),
    ...left.map(({ ref, what }) => ({ element: ref, why: whyLeft(plan, ref, what) })),
  ];
}

/** Why no step of a plan puts an element back. */
function whyLeft(plan: Plan, ref: Ref, what: 'added' | 'removed' | 'changed'): string {
  const { kind, key } = splitRef(ref);
  const module = refOf('module', moduleOfKey(key));
  if (kindsByName.get(kind)?.scope === 'module' && plan.steps.some((step) => step.ref === module && step.action === 'delete'))
    return `it goes with ${module}, not before`;
  return what === 'added' ? 'nothing deletes it' : 'nothing puts it back, by the rules of org.yaml or for want of an API';
}

function isMadeAnew(step: Step): boolean {
  return step.mode === 'api' && step.action === 'create' && kindsByName.get(step.kind)?.holdsRecords === true;
}

/**
 * The description of a rollback's pull request: what goes back and what cannot, then the consents. Those that cost nothing stand as lines that count; the others stand
 * in a code block, where they count for nothing until a person writes them out.
 */
export function writeRollbackRequest(context: CommandContext, view: RollbackView, consents: RollbackConsents): string {
  const { lang } = context.text;
  const lines = (list: readonly Consent[]): string =>
    list
      .filter((one) => !/\p{Cc}/u.test(one))
      .map((one) => `orgcast: ${one}`)
      .join('\n');
  const free = consents.free.length === 0 ? '' : `\n${words.free[lang]}\n\n${lines(consents.free)}\n`;
  const asked = consents.asked.length === 0 ? '' : `\n${words.asked[lang]}\n\n\`\`\`\`text\n${lines(consents.asked)}\n\`\`\`\`\n`;
  const tail = `${free}${asked}`;
  return `${writeRollbackBody(view, context.text, 'summary', 60_000 - Buffer.byteLength(tail))}${tail}`;
}

const words = {
  free: {
    en: 'These deletions are agreed to, since no record holds anything in what goes:',
    ja: '次の削除には同意済みです。削除される要素の値を持つレコードはありません。',
  },
  asked: {
    en: 'The following destroys what records hold, or what somebody changed in the org. Whoever wants it writes these lines into this description, outside of the block:',
    ja: '次の操作は、レコードの値、または組織での変更を失わせます。行う場合は、この説明の、ブロックの外に次の行を書いてください。',
  },
};
