import type { Change } from '../model/plan.ts';
import type { Touch } from '../model/snapshot.ts';
import { listChanges } from './change.ts';
import type { Language } from './language.ts';
import { formatCount, say } from './language.ts';
import { driftMessages } from './messages/history.ts';
import type { DriftItem, DriftView } from './view.ts';

/** Signs in front of what drifted, as diffs use them. */
export const driftSigns = { added: '+', removed: '-', changed: '~' } as const;

/** Tones of what drifted on a terminal. */
export const driftTones = { added: 'good', removed: 'error', changed: 'warning' } as const;

const actions = { added: 'create', removed: 'delete', changed: 'update' } as const;

/** The counts of a drift as one phrase. */
export function countDrift(view: DriftView, language: Language): string {
  const count = (what: DriftItem['what']): string => formatCount(view.drift.filter((item) => item.what === what).length);
  return say(driftMessages.counts, language, { added: count('added'), removed: count('removed'), changed: count('changed') });
}

/** Who changed an element and when, as far as the CRM tells, encoded for the medium; empty when it does not tell. */
export function describeTouch(touch: Touch | undefined, language: Language, encode: (text: string) => string): string {
  const { by, at } = touch ?? {};
  if (by !== undefined && at !== undefined) return say(driftMessages.by, language, { by: encode(by), at: encode(at) });
  if (by !== undefined) return say(driftMessages.byOnly, language, { by: encode(by) });
  return at === undefined ? '' : say(driftMessages.atOnly, language, { at: encode(at) });
}

/** The changes of what drifted, one per attribute; what was removed has none worth listing. */
export function listDriftChanges(item: DriftItem): readonly Change[] {
  return listChanges({ action: actions[item.what], changes: item.changes });
}
