import type { YAMLError } from 'yaml';

/** Something in a YAML text that the strict reader refuses. */
export interface YamlProblem {
  readonly code: string;
  /** place in the text, in UTF-16 code units */
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
  /** true when the meaning of the whole text is in doubt, so that its values must not be used */
  readonly fatal: boolean;
}

/** Texts larger than this are not parsed (security: threat 14). */
export const maxFileBytes = 1_048_576;

/** Values nested deeper than this are refused; later stages recurse. */
export const maxDepth = 100;

/** A text with more problems than this is not ours to mend one by one. */
export const maxProblems = 500;

const fixes: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  BLOCK_AS_IMPLICIT_KEY: 'Put the text in double quotes when it holds ": ", or start the nested mapping on a new line.',
  MISSING_CHAR: 'Add the missing character; a key is followed by ": ".',
  BAD_INDENT: 'Indent all entries of one mapping or list alike.',
};

/** A problem that the parser found, in our codes. */
export function describeParserError(error: YAMLError): YamlProblem {
  const at = { offset: error.pos[0], fatal: true };
  switch (error.code) {
    case 'TAG_RESOLVE_FAILED':
      return { ...tagProblem(error.pos[0]), fatal: true };
    case 'BAD_ALIAS':
    case 'ALIAS_PROPS':
      return aliasProblem(error.pos[0]);
    case 'NON_STRING_KEY':
      return { ...at, code: 'yaml.key', message: 'A key is not a text.', fix: 'Use a plain or quoted text as key.' };
    case 'RESOURCE_EXHAUSTION':
      return depthProblem(error.pos[0]);
    default:
      return {
        ...at,
        code: 'yaml.syntax',
        message: `This is not YAML: ${error.message}.`.replace(/\.\.$/, '.'),
        fix: fixes[error.code] ?? 'Correct the YAML at this place.',
      };
  }
}

/** A second document follows. */
export function documentsProblem(offset: number): YamlProblem {
  return {
    code: 'yaml.documents',
    offset,
    message: 'The file holds more than one YAML document.',
    fix: 'Keep one document a file and remove the "---" between them.',
    fatal: true,
  };
}

/** The text is larger than we parse. */
export function sizeProblem(offset: number): YamlProblem {
  return {
    code: 'yaml.too-large',
    offset,
    message: `The file is larger than ${maxFileBytes / 1024} KiB, or has too many parts.`,
    fix: 'Remove what does not belong into configuration.',
    fatal: true,
  };
}

/** A directive such as `%YAML 1.1`, which would change what `yes` means. */
export function directiveProblem(): YamlProblem {
  return { code: 'yaml.directive', offset: 0, message: 'Directives are not allowed.', fix: 'Remove the line that starts with "%".', fatal: true };
}

/** An alias (`*name`) was used. */
export function aliasProblem(offset: number): YamlProblem {
  return {
    code: 'yaml.alias',
    offset,
    message: 'Aliases are not allowed.',
    fix: 'Write the value out, or quote a text that starts with "*".',
    fatal: true,
  };
}

/** An anchor (`&name`) was set. */
export function anchorProblem(offset: number): YamlProblem {
  return {
    code: 'yaml.alias',
    offset,
    message: 'Anchors are not allowed.',
    fix: 'Remove the anchor, or quote a text that starts with "&".',
    fatal: false,
  };
}

/** A tag (`!name`) was set. */
export function tagProblem(offset: number): YamlProblem {
  return { code: 'yaml.tag', offset, message: 'Tags are not allowed.', fix: 'Remove the tag, or quote a text that starts with "!".', fatal: false };
}

/** Values nest deeper than `maxDepth`. */
export function depthProblem(offset: number): YamlProblem {
  return { code: 'yaml.too-deep', offset, message: `Values are nested more than ${maxDepth} levels deep.`, fix: 'Flatten the value.', fatal: true };
}

/** A key stands twice in one mapping. */
export function duplicateProblem(offset: number, key: string): YamlProblem {
  return {
    code: 'yaml.duplicate-key',
    offset,
    message: `The key ${JSON.stringify(cut(key))} stands twice in this mapping.`,
    fix: 'Keep one of the two.',
    fatal: false,
  };
}

/** A merge key (`<<`) was used: an ordinary key in YAML 1.2, but surely not meant as one. */
export function mergeProblem(offset: number): YamlProblem {
  return {
    code: 'yaml.merge-key',
    offset,
    message: 'Merge keys ("<<") are not supported.',
    fix: 'Write the entries out, or quote the key.',
    fatal: false,
  };
}

/** A number is not written the way it would be printed, so that it may be a text (an id, `012`) or lose digits. */
export function numberProblem(offset: number, written: string, value: number): YamlProblem {
  const source = cut(written);
  const digits = Number.isFinite(value) ? `; as a number it would be ${value}` : '';
  return {
    code: 'yaml.number',
    offset,
    message: `${source} is not a number as it would be printed${digits}.`,
    fix: `Write "${source}" in quotes for the text${Number.isFinite(value) ? `, or ${value} for the number` : ''}.`,
    fatal: false,
  };
}

/** A text as a message repeats it. */
function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
