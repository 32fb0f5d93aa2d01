import fc from 'fast-check';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Area } from './area.ts';
import type { Draft, Fate } from './draft.ts';
import { arbitraryFate, versions } from './versions.ts';

const layout = 'Deals/Standard';

/** Stages of a new org. */
const stages = [
  ...['Qualification', 'Needs Analysis', 'Value Proposition', 'Identify Decision Makers', 'Proposal/Price Quote', 'Negotiation/Review'],
  ...['Closed Won', 'Closed Lost', 'Closed-Lost to Competition'],
];

interface Version {
  readonly stages: readonly string[];
  readonly shown: string;
  readonly isDefault: boolean;
}

const arbitraryVersion: fc.Arbitrary<Version> = fc.record({
  stages: fc.shuffledSubarray(stages, { minLength: 1 }),
  shown: fc.constantFrom('更新', 'Renewals & more'),
  isDefault: fc.boolean(),
});

function draftOf(name: string, fate: Fate, [first, second]: readonly [Version, Version]): Draft {
  const say = (version: Version): JsonObject => ({
    layout,
    stages: version.stages.map((stage) => ({ stage })),
    display_value: version.shown,
    ...(version.isDefault ? { default: true } : {}),
  });
  return { kind: 'pipeline', key: `Deals/${name}`, fate, first: say(first), second: say(second) };
}

/** A pipeline beside the one that the layout comes with, of which either is the default on each side. There is one such pair, so that no two are it. */
export const pipelineArea: Area = {
  kinds: ['pipeline'],
  drafts: fc
    .record({ both: versions(arbitraryVersion), own: versions(arbitraryVersion), fate: arbitraryFate })
    .map(({ both: [first, second], own, fate }) => {
      const before: Version = { ...first, isDefault: first.isDefault && fate !== 'comes' };
      const later = fate === 'stays' ? before : second;
      const after: Version = { ...later, isDefault: later.isDefault && fate !== 'goes' };
      const ownVersion = (side: 0 | 1): Version => {
        const other = side === 0 ? before : after;
        return { stages: own[side].stages, shown: 'Standard (Standard)', isDefault: !other.isDefault };
      };
      return [draftOf('更新 2', fate, [before, after]), draftOf('Standard (Standard)', 'changes', [ownVersion(0), ownVersion(1)])];
    }),
};
