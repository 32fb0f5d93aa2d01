import { requestPath } from '../model/request.ts';
import { describeRequest } from './request-body.ts';
import type { RequestInput } from './request-input.ts';
import { plainName } from './untrusted-text.ts';

/** The content of a pull request and of its one commit. */
export interface ComposedRequest {
  readonly branch: string;
  readonly title: string;
  /** Markdown; texts from outside are encoded */
  readonly body: string;
  /** files to write, `request.json` among them; those that stay as they are left out */
  readonly files: ReadonlyMap<string, string>;
  readonly removals: readonly string[];
  readonly message: string;
}

/** Composes the pull request that carries a bundle. Equal input gives equal content. */
export function composeRequest(input: RequestInput): ComposedRequest {
  const { target, claim, texts, existing } = input;
  const changed = [...texts].filter(([path, text]) => existing.get(path) !== text).sort(byPath);
  const removals = [...existing.keys()].filter((path) => !texts.has(path) && path !== requestPath(target)).sort();
  const title = input.about?.title ?? `Copy ${plainName(input.sourceName)} to ${target}`;
  return {
    branch: claim.branch,
    title,
    body: input.about?.body ?? describeRequest(input, { written: changed.length, removed: removals.length }),
    files: new Map([...changed, [requestPath(target), input.requestText]]),
    removals,
    message: `${title}\n\nCopy-Key: ${claim.kid}\nBundle: ${claim.bundle}\n`,
  };
}

function byPath([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}
