import type { Ref } from '../model/element.ts';
import { refOf, splitRef } from '../model/element.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import type { Consent } from '../model/identity.ts';
import { readConsent } from '../model/identity.ts';
import type { RecordedPlan } from '../model/plan.ts';
import { orderName } from '../plan/diff.ts';
import { findNeededConsent } from '../plan/guards/removal.ts';
import { findNear } from '../validate/near-names.ts';
import { kindsByName } from './context.ts';

/** Most consents that one pull request may give; whoever needs more splits the request. */
const mostConsents = 200;

/** What a pull request's description agrees to, and what is wrong with its lines. */
export interface ConsentReading {
  readonly consents: ReadonlySet<Consent>;
  readonly findings: readonly Finding[];
}

/**
 * Reads the consents in a pull request's description, which anybody may have written: lines `orgcast: delete kind:key` and `orgcast: overwrite kind:key`, from the
 * first column on, seen by every reader of the page (not in a comment, not in a code block). They only unlock steps that the plan then shows and a person approves.
 */
export function readPullConsents(body: string): ConsentReading {
  const lines = visibleLines(body).filter((line) => line.startsWith('orgcast:'));
  if (lines.length > mostConsents) return { consents: new Set(), findings: [tooMany(lines.length)] };
  const consents = new Set<Consent>();
  const findings: Finding[] = [];
  for (const line of lines) {
    const consent = readConsent(line.slice('orgcast:'.length));
    if (consent !== undefined && kindsByName.has(splitRef(refOfConsent(consent)).kind)) consents.add(consent);
    else findings.push(notUnderstood(line, consent));
  }
  return { consents, findings };
}

/** The consents of `--consent` options. Failure `usage.consent` for one that is none. */
export function readGivenConsents(given: readonly string[]): ReadonlySet<Consent> {
  return new Set(
    given.map((words) => {
      const consent = readConsent(words);
      if (consent !== undefined && kindsByName.has(splitRef(refOfConsent(consent)).kind)) return consent;
      const fix = fixOf(consent);
      throw new Failure(`"${words.slice(0, 200)}" is no consent`, { code: 'usage.consent', kind: 'usage', place: '--consent', fix });
    }),
  );
}

/** What an approval of a recorded plan agrees to: whatever its steps destroy or overwrite, since they were shown as what would be done. */
export function deriveConsents(approved: RecordedPlan): ReadonlySet<Consent> {
  const consents = new Set<Consent>();
  for (const step of approved.steps) {
    if (step.mode !== 'api') continue;
    const ref = refOf(step.kind, step.key);
    if (step.action === 'delete' || findNeededConsent(step, kindsByName.get(step.kind)) !== undefined) consents.add(`delete ${ref}`);
    // What an interrupted run left half-made is neither as it was nor as it is wanted, and ours; other moves of the org are told by the cover.
    const halfMade = step.action === 'create' || step.changes.some((change) => change.path.at(-1) === orderName);
    if (halfMade || step.changes.some((change) => change.side === 'both')) consents.add(`overwrite ${ref}`);
  }
  return consents;
}

/** Lines of Markdown that a reader of the rendered page sees as text: none of comments, none of fenced blocks. What is never closed goes to the end. */
function visibleLines(body: string): readonly string[] {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of body.replace(/<!--[\s\S]*?(?:-->|$)/g, '').split(/\r\n|\r|\n/)) {
    const marker = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined && marker !== undefined) fence = marker;
    else if (fence !== undefined && marker?.startsWith(fence) === true && line.trim() === marker) fence = undefined;
    else if (fence === undefined) lines.push(line);
  }
  return lines;
}

function refOfConsent(consent: Consent): Ref {
  return consent.slice(consent.indexOf(' ') + 1) as Ref;
}

function notUnderstood(line: string, consent: Consent | undefined): Finding {
  return {
    code: 'consent.form',
    severity: 'warning',
    message: `The line ${JSON.stringify(line.slice(0, 120))} of the description agrees to nothing.`,
    fix: fixOf(consent),
  };
}

function fixOf(consent: Consent | undefined): string {
  if (consent === undefined) return 'Write "delete KIND:KEY" or "overwrite KIND:KEY", as the plan names the element.';
  const { kind } = splitRef(refOfConsent(consent));
  const near = findNear(kind, kindsByName.keys());
  return near.length > 0 ? `There is no kind "${kind}". Did you mean ${near.join(', ')}?` : `There is no kind "${kind}".`;
}

function tooMany(count: number): Finding {
  return {
    code: 'consent.too-many',
    severity: 'error',
    message: `The description has ${count} lines that begin with "orgcast:", more than ${mostConsents}.`,
    fix: 'Split the request, so that each deletion can be judged.',
  };
}
