import type { Ref } from '../model/element.ts';
import { splitRef } from '../model/element.ts';
import type { OrgRules, Selector } from '../model/org.ts';

/** Whether a path of attributes is left to the org. */
export type PathTest = (path: readonly string[]) => boolean;

/** What the selectors of an org's rules name, ready to be asked for many elements. */
export interface Selection {
  /** left to the org as a whole */
  ignores(ref: Ref): boolean;
  /** the attributes of the element that are left to the org; undefined when none is */
  ignoredPaths(ref: Ref): PathTest | undefined;
  /** created when missing, then left to the org */
  deploysOnce(ref: Ref): boolean;
  /** never deleted */
  protects(ref: Ref): boolean;
}

/** Prepares the selectors of rules. */
export function readSelectors(rules: Pick<OrgRules, 'ignore' | 'deployOnce' | 'protect'>): Selection {
  const whole = rules.ignore.filter((selector) => selector.attribute === undefined);
  const parts = rules.ignore.flatMap((selector) =>
    selector.attribute === undefined ? [] : [{ names: testElement(selector), path: new RegExp(`^${patternText(selector.attribute)}(\\..*)?$`, 's') }],
  );
  return {
    ignores: testAny(whole),
    deploysOnce: testAny(rules.deployOnce),
    protects: testAny(rules.protect),
    ignoredPaths: (ref) => {
      const mine = parts.filter((part) => part.names(ref));
      return mine.length === 0 ? undefined : (path) => mine.some((part) => part.path.test(path.join('.')));
    },
  };
}

function testAny(selectors: readonly Selector[]): (ref: Ref) => boolean {
  const tests = selectors.map(testElement);
  return (ref) => tests.some((test) => test(ref));
}

function testElement({ kind, element }: Selector): (ref: Ref) => boolean {
  const pattern = element === undefined ? undefined : new RegExp(`^${patternText(element)}$`, 's');
  return (ref) => {
    const named = splitRef(ref);
    return (kind === undefined || kind === named.kind) && pattern?.test(named.key) !== false;
  };
}

/** A regular expression for a text in which `*` stands for any text and everything else for itself. */
function patternText(pattern: string): string {
  return pattern
    .split('*')
    .map((part) => part.replace(/[\\^$.+?()[\]{}|/-]/g, '\\$&'))
    .join('.*');
}
