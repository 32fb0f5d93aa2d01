import { stringify } from 'yaml';
import { refOf, splitRef } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { Move } from '../model/identity.ts';
import type { JsonObject } from '../model/json.ts';
import { objects, text } from '../model/json.ts';
import type { Lang } from '../validate/messages.ts';
import { decodeDocument } from '../yaml/decode-document.ts';
import { kindsByName } from './context.ts';
import type { JudgedDocument } from './document-findings.ts';
import { findDocumentProblems, findUnknownKind } from './document-findings.ts';

/** Name of the file of an environment that declares renames. It is part of a bundle. */
export const movedFile = 'moved.yaml';

/** The renames that an environment declares, and what is wrong with them; `file` is the path that findings name. */
export function readMoves(file: string, content: string | undefined, lang: Lang = 'en'): { moves: readonly Move[]; findings: readonly Finding[] } {
  if (content === undefined) return { moves: [], findings: [] };
  const document: JudgedDocument = { schema: 'moved', decoded: decodeDocument(file, content), code: 'moved.form', lang };
  const problems = findDocumentProblems(document);
  const entries = problems.length > 0 ? [] : objects(document.decoded.value, 'moved');
  const findings = problems.length > 0 ? problems : entries.flatMap((entry, index) => judgeEntry(document, entries, entry, index));
  return { moves: findings.length > 0 ? [] : entries.map(moveOf), findings };
}

/** The text of moved.yaml for renames. */
export function formatMoves(moves: readonly Move[]): string {
  const moved = moves.map(({ from, to }) => ({ kind: splitRef(from).kind, from: splitRef(from).key, to: splitRef(to).key }));
  return `# yaml-language-server: $schema=../../schemas/moved.schema.json\n${stringify({ moved }, { compat: 'yaml-1.1', lineWidth: 0 })}`;
}

function moveOf(entry: JsonObject): Move {
  const kind = text(entry, 'kind') ?? '';
  return { from: refOf(kind, text(entry, 'from') ?? ''), to: refOf(kind, text(entry, 'to') ?? '') };
}

function judgeEntry(document: JudgedDocument, entries: readonly JsonObject[], entry: JsonObject, index: number): readonly Finding[] {
  const name = text(entry, 'kind') ?? '';
  const unknown = findUnknownKind(document, ['moved', index, 'kind'], name, 'value');
  if (unknown !== undefined) return [unknown];
  const { from, to } = moveOf(entry);
  const before = entries.slice(0, index).map(moveOf);
  if (kindsByName.get(name)?.identity === 'api_name') return [finding(document, index, 'kind', words.fixed(name))];
  if (from === to) return [finding(document, index, 'to', words.same(to))];
  if (before.some((other) => other.from === from)) return [finding(document, index, 'from', words.twice(from))];
  return [];
}

interface Words {
  readonly code: string;
  readonly message: { readonly en: string; readonly ja: string };
  readonly fix: { readonly en: string; readonly ja: string };
}

const words = {
  fixed: (kind: string): Words => ({
    code: 'moved.kind',
    message: { en: `A ${kind} is known by its API name, which never changes.`, ja: `${kind} は変更できない API 名で識別されます。` },
    fix: { en: 'Remove the entry; another label needs none.', ja: 'この項目を削除してください。表示名の変更には不要です。' },
  }),
  same: (ref: string): Words => ({
    code: 'moved.same',
    message: { en: `${ref} is moved to itself.`, ja: `${ref} の移動元と移動先が同じです。` },
    fix: { en: 'Correct one of the two names, or remove the entry.', ja: 'どちらかの名前を直すか、項目を削除してください。' },
  }),
  twice: (ref: string): Words => ({
    code: 'moved.twice',
    message: { en: `${ref} stands in two entries.`, ja: `${ref} が 2 つの項目にあります。` },
    fix: { en: 'Keep the one that is meant.', ja: '正しい方だけを残してください。' },
  }),
};

function finding(document: JudgedDocument, index: number, attribute: string, { code, message, fix }: Words): Finding {
  const path = ['moved', index, attribute];
  const { lang, decoded } = document;
  return { code, severity: 'error', message: message[lang], path: path.join('.'), fix: fix[lang], ...decoded.locate(path) };
}
