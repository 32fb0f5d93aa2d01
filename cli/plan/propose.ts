import type { SchemaNode } from '../kinds/schema.ts';
import type { Ref } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { Change } from '../model/plan.ts';
import { refuseAmbiguous } from './ambiguity.ts';
import { proposeLacking, proposeLaterMembers, proposeSecrets, proposeUnsettable } from './by-hand.ts';
import { baseOf } from './compare.ts';
import { judgeSides } from './conflicts.ts';
import { refuseLikelyRenames } from './likely-renames.ts';
import { withDefaults } from './merge.ts';
import { blockOtherEditions, findOtherEditions } from './other-editions.ts';
import type { Proposal, ProposeInput } from './proposal.ts';
import { schemaOfKind } from './proposal.ts';
import { proposeMissing } from './propose-create.ts';
import { proposeDeletes } from './propose-delete.ts';
import { proposeDifferent } from './propose-update.ts';
import { tellSides } from './sides.ts';
import { findUnread } from './unread.ts';

/** What is to be done to all elements, and what has to be said about that. */
export interface Proposed {
  readonly proposals: readonly Proposal[];
  readonly findings: readonly Finding[];
}

/** Everything that differs, as proposals with the side that moved; conflicts, ambiguous elements and what the org's edition lacks are blocked. */
export function proposeAll(given: ProposeInput): Proposed {
  const desired = [...given.desired.elements];
  const created = blockOtherEditions(
    given,
    desired.flatMap(([ref, element]) => proposeMissing(given, ref, element)),
  );
  const input: ProposeInput = { ...given, byHand: findOutOfReach(created, given) };
  const wanted = [
    ...created,
    ...created.flatMap((proposal) => [
      ...proposeUnsettable(input, proposal),
      ...proposeLacking(input, proposal),
      ...proposeSecrets(input, proposal),
      ...proposeLaterMembers(input, proposal),
    ]),
    ...desired.flatMap(([ref, element]) => proposeDifferent(input, ref, element)),
  ];
  const all = blockOtherEditions(input, [...wanted, ...proposeDeletes(input, wanted)]).map((proposal) => withSides(input, proposal));
  const sided = judgeSides(input, all);
  const known = refuseAmbiguous(input, sided.proposals);
  const renamed = refuseLikelyRenames(input, known.proposals);
  return { proposals: renamed.proposals, findings: [...findOtherEditions(input, all), ...known.findings, ...sided.findings, ...renamed.findings] };
}

/** Elements that this apply cannot make: those only a person can or nobody may, and those that need one of them. */
function findOutOfReach(created: readonly Proposal[], input: ProposeInput): ReadonlySet<Ref> {
  const beyond = new Set(created.filter(({ manual, blocked }) => manual !== undefined || blocked !== undefined).map((proposal) => proposal.ref));
  for (let size = -1; size !== beyond.size; ) {
    size = beyond.size;
    for (const proposal of created) if (proposal.needs.some((ref) => beyond.has(ref) && !input.live.elements.has(ref))) beyond.add(proposal.ref);
  }
  return beyond;
}

/**
 * The proposal with the side that moved on every change; all three sides are compared with the defaults spelled out. Nobody knows it of what could not be read.
 */
function withSides(input: ProposeInput, proposal: Proposal): Proposal {
  const schema = schemaOfKind(input, proposal.element.kind);
  if (input.base === undefined || schema === undefined || findUnread(input.live, proposal.element) !== undefined) return proposal;
  const base = baseOf(input, schema, proposal.ref) ?? {};
  const sides = tellSides(schema, base, fillChanges(input, schema, proposal));
  return {
    ...proposal,
    changes: proposal.changes.map((change, index) => {
      const side = sides[index]?.side;
      return side === undefined ? change : { ...change, side };
    }),
  };
}

/** The changes of an element that comes or goes, which are shown as they are said, with the defaults spelled out; those of an update are so already. */
function fillChanges(input: ProposeInput, schema: SchemaNode, proposal: Proposal): readonly Change[] {
  if (proposal.action === 'update')
    return input.oldNames.has(proposal.ref)
      ? proposal.changes.map((change) => asRename(change, input.renamedInOrg.has(proposal.ref)))
      : proposal.changes;
  const [before, after] = [withDefaults(schema, proposal.before ?? {}), withDefaults(schema, proposal.after ?? {})];
  return proposal.changes.map(({ path, ...change }) => {
    const [name = ''] = path;
    const [was, is] = [change.before === undefined ? undefined : before[name], change.after === undefined ? undefined : after[name]];
    return { path, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) };
  });
}

/** The name that the last apply left is not among the attributes: a declared rename is ours, one in the org theirs. */
function asRename(change: Change, inOrg: boolean): Change {
  if (change.path.length !== 1 || change.path[0] !== 'name') return change;
  return { path: change.path, ...(inOrg && change.before !== undefined ? { before: change.before } : {}) };
}
