import type { Language, Message } from './language.ts';

/** Title of a kind in every language, e.g. `Workflow rule`; undefined for a kind that the caller does not know. */
export type TitleOf = (kind: string) => Message | undefined;

/** What every report for people is told: in which words to speak. */
export interface ReportContext {
  readonly lang: Language;
  readonly titleOf: TitleOf;
}

/** What a report for a terminal is told besides. */
export interface TextContext extends ReportContext {
  readonly color: boolean;
  /** width of the terminal in cells */
  readonly width: number;
}

/** A kind's title at the start of a line or heading: `Workflow rule`; an unknown kind by its name with spaces. */
export function titleKind(kind: string, context: ReportContext): string {
  return context.titleOf(kind)?.[context.lang] ?? kind.replaceAll('_', ' ');
}

/** A kind's title within a sentence: English writes it small, unless it is an abbreviation. */
export function nameKind(kind: string, context: ReportContext): string {
  const title = titleKind(kind, context);
  return context.lang === 'en' && /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
