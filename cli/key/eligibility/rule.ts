import type { EligibilityFacts, EligibilitySide } from '../../model/eligibility.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import type { ApprovalRules } from '../../model/org.ts';

/** Languages that findings speak. */
export type Language = 'en' | 'ja';

/** A text in every language; `{name}` is filled in. */
export type Message = Readonly<Record<Language, string>>;

/** What a rule found: its code, its sentence with the source of the rule, and what to do. */
export interface Verdict {
  readonly code: string;
  readonly severity: Severity;
  readonly message: Message;
  readonly fix: Message;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** One rule of who may send and who may receive. */
export interface EligibilityRule {
  /** what the rule finds on a side; nothing where it holds, where it is about the other side, or where its facts were not asked for */
  judge(facts: EligibilityFacts, side: EligibilitySide, rules: Pick<ApprovalRules, 'eligibility'>): readonly Verdict[];
}

/** How bad it is to be beyond a limit of Zoho's own feature, which an apply through the API does not need. */
export function severityOfLimit({ eligibility }: Pick<ApprovalRules, 'eligibility'>): Severity {
  return eligibility === 'native-parity' ? 'error' : 'warning';
}

/** The finding of a verdict in one language. */
export function findingOf({ code, severity, message, fix, values = {} }: Verdict, org: string, language: Language): Finding {
  const known = new Map(Object.entries({ ...values, org }));
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (mark, name: string) => show(known.get(name) ?? mark));
  return { code, severity, message: fill(message[language]), fix: fill(fix[language]) };
}

/** A number with separators of thousands, which English and Japanese write alike. */
function show(value: string | number): string {
  return typeof value === 'string' ? value : String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
