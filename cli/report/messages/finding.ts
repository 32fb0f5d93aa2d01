import type { Severity } from '../../model/finding.ts';
import type { Message } from '../language.ts';

/** Words around findings. A finding's own message comes from the stage that found it. */
export const findingMessages = {
  none: { en: 'No findings.', ja: '指摘はありません。' },
  counts: {
    en: '{error} {error?error:errors}, {warning} {warning?warning:warnings}, {note} {note?note:notes}',
    ja: 'エラー {error} 件、警告 {warning} 件、補足 {note} 件',
  },
  fix: { en: 'fix: {fix}', ja: '対処: {fix}' },
  fixed: { en: 'fixed', ja: '修正済み' },
  fixedCount: { en: '{count} {count?finding was:findings were} fixed.', ja: '{count} 件を修正しました。' },
  noFix: { en: 'Nothing could be fixed by itself.', ja: '自動で修正できるものはありません。' },
  place: { en: 'Place', ja: '場所' },
  what: { en: 'Finding', ja: '指摘' },
} as const satisfies Record<string, Message>;

/** A severity as people read it. The terminal keeps the English word, which tools look for. */
export const severityMessages = {
  error: { en: 'error', ja: 'エラー' },
  warning: { en: 'warning', ja: '警告' },
  note: { en: 'note', ja: '補足' },
} as const satisfies Record<Severity, Message>;
