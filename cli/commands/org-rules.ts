import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { isList, isObject, objects, property, text } from '../model/json.ts';
import type { Authority, OrgRules, Selector } from '../model/org.ts';
import { usualRules } from '../model/org.ts';
import type { JudgedDocument } from './document-findings.ts';
import { findUnknownKind } from './document-findings.ts';

const selectorLists = ['protect', 'ignore', 'deploy_once'] as const;

/** Names in the rules of an org.yaml that are no kind's: a rule that concerns nothing would protect nothing. */
export function findRuleProblems(document: JudgedDocument): readonly Finding[] {
  const value = document.decoded.value;
  const authority = property(value, 'authority');
  const named = isObject(authority) ? Object.keys(authority).filter((name) => name !== 'usual') : [];
  const found = [
    ...named.map((name) => findUnknownKind(document, ['authority', name], name, 'key')),
    ...stringsOf(property(value, 'prune')).map((name, index) => findUnknownKind(document, ['prune', index], name, 'value')),
    ...selectorLists.flatMap((list) =>
      objects(value, list).map((selector, index) => {
        const kind = text(selector, 'kind');
        return kind === undefined ? undefined : findUnknownKind(document, [list, index, 'kind'], kind, 'value');
      }),
    ),
  ];
  return found.filter((finding) => finding !== undefined);
}

/** The rules that an org.yaml without findings sets; what it does not say is as `usualRules` has it. */
export function readRules(value: Json): OrgRules {
  const limit = property(value, 'delete_limit');
  const budget = property(value, 'budget');
  const credits = numberOf(budget, 'credits');
  const minutes = numberOf(budget, 'minutes');
  return {
    authority: readAuthority(property(value, 'authority')),
    prune: new Set(stringsOf(property(value, 'prune'))),
    protect: readSelectors(value, 'protect'),
    deleteLimit: {
      count: numberOf(limit, 'count') ?? usualRules.deleteLimit.count,
      percent: numberOf(limit, 'percent') ?? usualRules.deleteLimit.percent,
    },
    ignore: readSelectors(value, 'ignore'),
    deployOnce: readSelectors(value, 'deploy_once'),
    budget: { ...(credits === undefined ? {} : { credits }), ...(minutes === undefined ? {} : { minutes }) },
  };
}

function readAuthority(value: Json | undefined): OrgRules['authority'] {
  if (typeof value === 'string') return { usual: value as Authority, kinds: new Map() };
  if (!isObject(value)) return usualRules.authority;
  const { usual = usualRules.authority.usual, ...kinds } = value;
  return { usual: usual as Authority, kinds: new Map(Object.entries(kinds) as [string, Authority][]) };
}

function readSelectors(value: Json, list: (typeof selectorLists)[number]): readonly Selector[] {
  return objects(value, list).map((selector) => {
    const [kind, element, attribute] = ['kind', 'element', 'attribute'].map((name) => text(selector, name));
    return {
      ...(kind === undefined ? {} : { kind }),
      ...(element === undefined ? {} : { element }),
      ...(attribute === undefined ? {} : { attribute }),
    };
  });
}

function stringsOf(value: Json | undefined): readonly string[] {
  return isList(value) ? value.filter((one) => typeof one === 'string') : [];
}

function numberOf(value: Json | undefined, name: string): number | undefined {
  const found = property(value, name);
  return typeof found === 'number' ? found : undefined;
}
