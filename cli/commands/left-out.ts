import { refOf } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { LeftOut, LeftOutReason } from '../model/snapshot.ts';

/** What was read and left out, counted by kind and reason: one note each, which names the first three. */
export function leftOutFindings(leftOut: readonly LeftOut[]): readonly Finding[] {
  const groups = Map.groupBy(leftOut, ({ kind, reason }) => `${kind} ${reason}`);
  return [...groups.values()].map(sayGroup);
}

function sayGroup(group: readonly LeftOut[]): Finding {
  const [{ kind, reason } = { kind: '', reason: 'product' as const }] = group;
  const names = group.slice(0, 3).map((one) => refOf(one.kind, one.key));
  return {
    code: `export.left-out.${reason}`,
    severity: 'note',
    message: `${group.length} × ${kind} left out (${sentences[reason]}): ${names.join(', ')}${group.length > 3 ? ', …' : ''}`,
  };
}

const sentences: Readonly<Record<LeftOutReason, string>> = {
  extension: 'it belongs to an extension or integration, which must be installed in the target itself',
  product: 'it comes with the product, which looks after it',
  personal: 'only its maker sees it',
  going: 'the CRM is about to delete it',
  draft: 'it is a draft of changes to one that is there; publish it to have them exported',
  'no-api': 'the CRM offers no API for it',
  'other-language': 'not written in Deluge',
  'untold-signals': 'its points for signals are told in a form that orgcast does not read; look after it in the setup',
  'module-left-out': 'its module is left out',
  'refers-left-out': 'it refers to something that is left out',
};
