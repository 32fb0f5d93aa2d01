import type { Finding, Severity } from '../model/finding.ts';
import { compareFindings } from '../model/finding.ts';
import type { Consent } from '../model/identity.ts';
import type { Plan, Step } from '../model/plan.ts';

/** What somebody can do about a step that nobody does yet. */
export interface WayOut {
  readonly consents: readonly Consent[];
  /** imperative sentences of the findings about the element */
  readonly fixes: readonly string[];
}

/**
 * What settles a blocked step: consents where the step or a finding about its element names one, or where both sides moved, and the fixes of those findings
 * that say more than that.
 */
export function findWayOut(step: Step, plan: Pick<Plan, 'findings'>): WayOut {
  if (step.mode !== 'blocked') return { consents: [], fixes: [] };
  const about = plan.findings.filter((finding) => finding.element === step.ref);
  const texts = [step.reason ?? '', ...about.flatMap((finding) => [finding.message, finding.fix ?? ''])];
  const possible: readonly Consent[] = [`delete ${step.ref}`, `overwrite ${step.ref}`];
  const conflict = step.changes.some((change) => change.side === 'both');
  const asked = possible.filter((consent) => texts.some((text) => text.includes(consent)) || (conflict && consent.startsWith('overwrite')));
  const fixes = about.flatMap(({ fix }) => (fix === undefined || asked.some((consent) => onlyAsks(fix, consent)) ? [] : [fix]));
  return { consents: asked, fixes: [...new Set(fixes)] };
}

/** True for a fix that says nothing but that the consent is to be written. */
function onlyAsks(fix: string, consent: Consent): boolean {
  return /^If [^.]*\.$/.test(fix.replace(`"${consentLine(consent)}"`, ''));
}

/** The line of a pull request's text that gives a consent, exactly as it is to be written. */
export function consentLine(consent: Consent): string {
  return `orgcast: ${consent}`;
}

/** A plan's findings for reading: those that refuse it, and the others, warnings before notes, each by place. */
export function splitFindings(findings: readonly Finding[]): { errors: readonly Finding[]; others: readonly Finding[] } {
  const sorted = findings.toSorted(compareFindings);
  const of = (wanted: Severity): readonly Finding[] => sorted.filter(({ severity }) => severity === wanted);
  return { errors: of('error'), others: [...of('warning'), ...of('note')] };
}
