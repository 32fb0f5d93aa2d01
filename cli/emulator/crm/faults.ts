import type { Json, JsonObject } from '../../model/json.ts';
import { isList, isObject, objects, property, text } from '../../model/json.ts';

/** One rule that makes the embedded CRM fail. */
export interface FaultRule {
  /** HTTP method; any when absent */
  readonly method?: string;
  /** true: only calls that change something, whatever their method, so that `skip` counts writes */
  readonly writes?: boolean;
  /** path with `*` (within a part) and `**` (across parts), e.g. `/crm/v8/settings/fields*`; any when absent */
  readonly path?: string;
  /** name of an org; any when absent */
  readonly org?: string;
  /** matches that pass unharmed before the rule begins */
  readonly skip?: number;
  /** how often the rule works; without end when absent */
  readonly count?: number;
  /** milliseconds to wait before the call is done */
  readonly latency?: number;
  /** answer with this status, without doing the call; body an error of that kind, or `body` */
  readonly status?: number;
  readonly body?: Json;
  /** close the connection without an answer: `before` the call is done, or `after` */
  readonly drop?: 'before' | 'after';
  /** do the call, then never answer (the connection stays open until the client leaves or the emulator closes) */
  readonly timeoutAfterSuccess?: boolean;
  /** answer a list with its first half only: `info` then disagrees with the list, and a list without `info` is cut inside its text */
  readonly partialPage?: boolean;
}

/** The rules in force, and how often each has matched. */
export interface FaultTable {
  set(rules: readonly FaultRule[]): void;
  rules(): readonly FaultRule[];
  /** The first rule that works on this request; counts the match. */
  match(request: { method: string; path: string; org?: string }): FaultRule | undefined;
}

/** A table without rules. */
export function createFaultTable(): FaultTable {
  let entries: { rule: FaultRule; matched: number }[] = [];
  return {
    set: (rules) => {
      entries = rules.map((rule) => ({ rule, matched: 0 }));
    },
    rules: () => entries.map((entry) => entry.rule),
    match: (request) => {
      for (const entry of entries) {
        if (!fits(entry.rule, request)) continue;
        entry.matched += 1;
        const turn = entry.matched - (entry.rule.skip ?? 0);
        if (turn > 0 && turn <= (entry.rule.count ?? Number.POSITIVE_INFINITY)) return entry.rule;
      }
      return undefined;
    },
  };
}

function fits(rule: FaultRule, request: { method: string; path: string; org?: string }): boolean {
  if (rule.method !== undefined && rule.method.toUpperCase() !== request.method) return false;
  if (rule.writes === true && request.method === 'GET') return false;
  if (rule.org !== undefined && rule.org !== request.org) return false;
  return rule.path === undefined || globPattern(rule.path).test(request.path);
}

/** A path pattern as a regular expression: `**` any text, `*` any text without `/`. */
export function globPattern(glob: string): RegExp {
  const parts = glob.split(/(\*\*|\*)/).map((part) => {
    if (part === '**') return '.*';
    return part === '*' ? '[^/]*' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}

/** Rules of a `PUT /__emulator/faults` body `{rules: […]}`, or what is wrong with it. */
export function readFaultRules(body: Json): readonly FaultRule[] | string {
  if (!isList(property(body, 'rules'))) return 'the body needs a list `rules`';
  for (const rule of objects(body, 'rules')) {
    const unknown = Object.keys(rule).find((name) => !ruleNames.has(name));
    if (unknown !== undefined) return `a fault rule has no member \`${unknown}\``;
    const drop = text(rule, 'drop');
    if (drop !== undefined && drop !== 'before' && drop !== 'after') return '`drop` is `before` or `after`';
    if (['latency', 'status', 'count', 'skip'].some((name) => rule[name] !== undefined && typeof rule[name] !== 'number'))
      return 'latency, status, count and skip are numbers';
  }
  return objects(body, 'rules') as readonly FaultRule[];
}

const ruleNames = new Set([
  'method',
  'writes',
  'path',
  'org',
  'skip',
  'count',
  'latency',
  'status',
  'body',
  'drop',
  'timeoutAfterSuccess',
  'partialPage',
]);

/** The body of an injected error: what the real service says for that status. */
export function faultBody(rule: FaultRule): Json {
  if (rule.body !== undefined) return rule.body;
  const code = rule.status === 429 ? 'TOO_MANY_REQUESTS' : (rule.status ?? 500) >= 500 ? 'INTERNAL_ERROR' : 'INVALID_REQUEST';
  return { code, details: {}, message: 'injected by a fault rule', status: 'error' };
}

/** A list answer cut in half: as JSON where its `info` tells of the loss, else as broken text. */
export function halve(whole: Buffer): Buffer {
  const body = JSON.parse(whole.toString('utf8')) as Json;
  if (!isObject(body) || !isObject(body['info'])) return whole.subarray(0, Math.floor(whole.length / 2));
  const cut: JsonObject = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, isList(value) ? value.slice(0, Math.floor(value.length / 2)) : value]),
  );
  return Buffer.from(JSON.stringify(cut), 'utf8');
}
