import { createHash } from 'node:crypto';

/** Most bytes of an encoded name: leaves room for `.yaml`, folders and the 260 characters of a Windows path. */
export const maxNameBytes = 100;

/** What a part of a path says of the name it stands for. */
export interface DecodedName {
  /** undefined when the name was cut and stands in the file instead */
  readonly name: string | undefined;
  /** the hash after `~`, when there is one */
  readonly hash: string | undefined;
}

// Separators and wildcards of the common file systems, and what nobody sees in a list of files (controls, formats such as the bidirectional ones).
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"*/:<>?\\|%]/u;
// Reserved by Windows whatever the extension (Microsoft, "Naming Files, Paths, and Namespaces").
const device = /^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?=\s*(?:\.|$))/iu;
const hashSuffix = /^(.*)~([0-9a-f]{8})$/su;
const escapeSequence = /%(?:([0-9A-F]{2})|\{([0-9A-F]*)\})/gu;

/**
 * A name as one part of a path: letters of any script as they are, what a file system, a shell or an eye could mistake as `%XX`, or as `%{HEX}`
 * above U+00FF. A result of more than `limit` bytes is cut and ends in `~` and a hash of the whole name. Two different names that do not
 * collide by case give two different results on any file system.
 */
export function encodeName(name: string, limit: number = maxNameBytes): string {
  const encoded = escapeName(name);
  return Buffer.byteLength(encoded) > limit ? withHash(encoded, name, limit) : encoded;
}

/** A name as a part of a path that differs from every other name's by its hash; for names that collide on a case-insensitive disk. */
export function encodeWithHash(name: string, limit: number = maxNameBytes): string {
  return withHash(escapeName(name), name, limit);
}

/** The inverse of `encodeName` and `encodeWithHash`; undefined when the text is not what they would have written. */
export function decodeName(encoded: string, limit: number = maxNameBytes): DecodedName | undefined {
  const [, stem = '', hash] = hashSuffix.exec(encoded) ?? [];
  if (hash === undefined) {
    const name = unescapeName(encoded);
    return encodeName(name, limit) === encoded ? { name, hash } : undefined;
  }
  const name = unescapeName(stem);
  if (hashName(name) !== hash) return { name: undefined, hash };
  return encodeWithHash(name, limit) === encoded ? { name, hash } : undefined;
}

/** Hash of a name as it stands after `~`: the first 8 hexadecimal digits of SHA-256. */
export function hashName(name: string): string {
  return createHash('sha256').update(name, 'utf8').digest('hex').slice(0, 8);
}

/** The form under which a file system that ignores case and normalisation would look for a path. */
export function foldPath(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

function escapeName(name: string): string {
  if (name === '') return '%{}';
  const marked = [...name].map((character, at, all) => {
    const edge = at === 0 || at === all.length - 1;
    const bad = unsafe.test(character) || (edge && (character === '.' || character === ' ')) || character.normalize('NFC') !== character;
    return bad ? escapeCharacter(character) : character;
  });
  const escaped = marked.join('').replace(/~(?=[0-9a-f]{8}$)/u, '%7E');
  return escapeDevice(escapeDecomposed(escaped));
}

/** A name that is not in NFC would change on a file system that normalises: what makes it so is escaped. */
function escapeDecomposed(text: string): string {
  if (text.normalize('NFC') === text) return text;
  const withoutMarks = text.replace(/\p{M}/gu, escapeCharacter);
  return withoutMarks.normalize('NFC') === withoutMarks ? withoutMarks : text.replace(/[^ -~]/gu, escapeCharacter);
}

function escapeDevice(text: string): string {
  return device.test(text) ? escapeCharacter(text.slice(0, 1)) + text.slice(1) : text;
}

function escapeCharacter(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return code.length <= 2 ? `%${code.padStart(2, '0')}` : `%{${code}}`;
}

function unescapeName(text: string): string {
  return text.replace(escapeSequence, (_all, short: string | undefined, long: string | undefined) => {
    const code = short ?? long ?? '';
    const point = Number.parseInt(code, 16);
    return code === '' || point > 0x10ffff ? '' : String.fromCodePoint(point);
  });
}

function withHash(encoded: string, name: string, limit: number): string {
  const suffix = `~${hashName(name)}`;
  let left = limit - suffix.length;
  let kept = '';
  for (const unit of encoded.match(/%\{[0-9A-F]*\}|%[0-9A-F]{2}|./gsu) ?? []) {
    left -= Buffer.byteLength(unit);
    if (left < 0) break;
    kept += unit;
  }
  return kept + suffix;
}
