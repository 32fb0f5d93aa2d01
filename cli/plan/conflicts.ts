import type { Ref } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import type { Change } from '../model/plan.ts';
import { baseOf } from './compare.ts';
import { valueAt } from './diff.ts';
import type { Proposal, ProposeInput } from './proposal.ts';
import { schemaOfKind } from './proposal.ts';

/** Most places that one finding spells out, and the longest text of a value. */
const [mostPlaces, longestValue] = [3, 60];

/** Blocks elements that both we and the org have changed since the last apply, unless somebody agreed to overwrite them, and says what the org has changed. */
export function judgeSides(input: ProposeInput, proposals: readonly Proposal[]): { proposals: readonly Proposal[]; findings: readonly Finding[] } {
  if (input.base === undefined) return { proposals, findings: [] };
  const byElement = Map.groupBy(proposals, (proposal) => proposal.ref);
  const findings: Finding[] = [];
  const conflicts = new Set<Ref>();
  for (const [ref, own] of byElement) {
    const changes = own.flatMap((proposal) => proposal.changes);
    const both = changes.filter((change) => change.side === 'both');
    const theirs = changes.filter((change) => change.side === 'theirs');
    if (both.length > 0 && !input.consents.has(`overwrite ${ref}`)) {
      conflicts.add(ref);
      findings.push(conflictFinding(input, ref, own[0], both));
    } else if (theirs.length > 0) findings.push(theirsFinding(input, ref, own[0], theirs));
  }
  const blocked = 'the files and the org have both changed it since the last apply';
  const judged = proposals.map((one) => (conflicts.has(one.ref) && one.manual === undefined ? { ...one, blocked: one.blocked ?? blocked } : one));
  return { proposals: judged, findings };
}

function conflictFinding(input: ProposeInput, ref: Ref, proposal: Proposal | undefined, changes: readonly Change[]): Finding {
  const places = changes.slice(0, mostPlaces).map((change) => {
    const base = proposal === undefined ? undefined : baseAt(input, proposal, change);
    return `${change.path.join('.')} is ${show(change.after)} in the files, ${show(change.before)} in the org and was ${show(base)} after the last apply`;
  });
  return {
    code: 'plan.conflict',
    severity: 'warning',
    element: ref,
    path: changes[0]?.path.join('.') ?? '',
    message: `${ref} was changed on both sides${whoTouched(input, ref)}: ${places.join('; ')}${more(changes)}. Nothing is done to it.`,
    fix: `Take the org's values over with "orgcast export ${input.org}", or overwrite them: write the line "orgcast: overwrite ${ref}" into the pull request's description, or give "--consent 'overwrite ${ref}'".`,
  };
}

function theirsFinding(input: ProposeInput, ref: Ref, proposal: Proposal | undefined, changes: readonly Change[]): Finding {
  const places = changes.slice(0, mostPlaces).map((change) => change.path.join('.'));
  const [what, does] =
    proposal?.action === 'create'
      ? ['was deleted in the org', 'creates it again']
      : proposal?.action === 'delete'
        ? ['was changed in the org', 'deletes it']
        : [`was changed in the org (${places.join(', ')}${more(changes)})`, 'puts it back to what the files say'];
  return {
    code: 'plan.theirs',
    severity: 'warning',
    element: ref,
    path: changes[0]?.path.join('.') ?? '',
    message: `${ref} ${what} since the last apply${whoTouched(input, ref)}; the plan ${does}.`,
    fix: `Take the org's change over with "orgcast export ${input.org}", or leave it to the org with an "ignore" entry in org.yaml.`,
  };
}

function baseAt(input: ProposeInput, { element, ref }: Proposal, change: Change): Json | undefined {
  const schema = schemaOfKind(input, element.kind);
  return schema === undefined ? undefined : valueAt(schema, baseOf(input, schema, ref), change.path);
}

function whoTouched(input: ProposeInput, ref: Ref): string {
  const { by, at } = input.live.touched.get(ref) ?? {};
  if (by === undefined && at === undefined) return '';
  return ` (last changed${by === undefined ? '' : ` by ${by}`}${at === undefined ? '' : ` at ${at}`})`;
}

function more(changes: readonly Change[]): string {
  return changes.length > mostPlaces ? ` and ${changes.length - mostPlaces} more` : '';
}

function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
