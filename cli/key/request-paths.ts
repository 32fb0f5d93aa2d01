import type { Finding } from '../model/finding.ts';
import { environmentFolder, requestPath } from '../model/request.ts';
import { isBundlePath, isPolicyPath } from './bundle.ts';

/** One file of a commit's tree as git lists it; `mode` is `100644` for a plain file. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
}

const limits = { files: 50_000, depth: 16, partBytes: 255, pathBytes: 1024 } as const;

/** Names that Windows keeps for devices, with any extension. */
const deviceName = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/**
 * Control and format characters (bidi marks and zero widths are among them), what no file system of ours may hold in a name, and the sign that stands for bytes that
 * are no UTF-8.
 */
const foreignCharacter = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffd\\:*?"<>|]/u;

/** Judges the paths that a request changes: only the target's bundle and the request itself. Findings `request.policy` and `request.paths`. */
export function judgeChangedPaths(target: string, paths: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  for (const path of paths) {
    if (isPolicyPath(target, path)) findings.push(refuse('request.policy', path, `is the target's own and never part of a request`));
    else if (path !== requestPath(target) && !isBundlePath(target, path)) {
      findings.push(refuse('request.paths', path, `is not in ${environmentFolder(target)}/`));
    }
  }
  if (!paths.includes(requestPath(target))) findings.push(refuse('request.paths', requestPath(target), 'is not changed by the request'));
  return findings;
}

/**
 * Judges the tree that a request would leave in the environment: plain files only, names that every file system keeps as they are, no two names
 * that one of them takes for the same. Findings `request.mode`, `request.name` and `request.size`.
 */
export function judgeTree(entries: readonly TreeEntry[]): Finding[] {
  if (entries.length > limits.files) {
    return [refuse('request.size', '', `The request has ${entries.length} files, more than ${limits.files}`)];
  }
  const findings: Finding[] = [];
  const seen = new Map<string, string>();
  for (const { path, mode } of entries) {
    if (mode !== '100644') findings.push(refuse('request.mode', path, `has mode ${mode}; only plain files (100644) are taken`));
    const why = judgeName(path);
    if (why !== undefined) findings.push(refuse('request.name', path, why));
    const folded = path.normalize('NFC').toLowerCase();
    const twin = seen.get(folded);
    if (twin !== undefined) findings.push(refuse('request.name', path, `and ${showPath(twin)} are one file on some machines`));
    seen.set(folded, path);
  }
  return findings;
}

function judgeName(path: string): string | undefined {
  const parts = path.split('/');
  if (parts.length > limits.depth) return `lies deeper than ${limits.depth} folders`;
  if (Buffer.byteLength(path) > limits.pathBytes) return `is longer than ${limits.pathBytes} bytes`;
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return 'leaves its folder';
  if (parts.some((part) => /^(?:\.git|git~\d)/i.test(part))) return 'is a name that git itself reads';
  if (parts.some((part) => foreignCharacter.test(part))) return 'holds a character that a file name must not have';
  if (parts.some((part) => deviceName.test(part) || /[. ]$|^ /.test(part))) return 'is a name that Windows does not keep';
  if (parts.some((part) => Buffer.byteLength(part) > limits.partBytes)) return `has a part longer than ${limits.partBytes} bytes`;
  return undefined;
}

function refuse(code: string, path: string, why: string): Finding {
  const message = path === '' ? `${why}.` : `${showPath(path)} ${why}.`;
  const fix = 'Close this request and send again with orgcast, without adding files by hand.';
  return { code, severity: 'error', message, fix, ...(path === '' ? {} : { file: showPath(path) }) };
}

/** A path that an attacker may have chosen, safe to print: what is not plain is shown as an escape. */
function showPath(path: string): string {
  const shown = path.replace(new RegExp(foreignCharacter, 'gu'), (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`);
  return shown.length > 200 ? `${shown.slice(0, 200)}…` : shown;
}
