import type { Random } from './random.ts';

const many = (count: number, make: (index: number) => string): string => Array.from({ length: count }, (_, index) => make(index)).join('');

/** Texts that a reader of YAML may choke on, by what they try. */
export const hostileTexts: Readonly<Record<string, () => string | Buffer>> = {
  empty: () => '',
  'only blanks': () => ' \n\t\n',
  null: () => 'null\n',
  list: () => '- a\n- b\n',
  scalar: () => 'text\n',
  'laughs by aliases': () => `a: &a [x, x]\n${many(12, (index) => `b${index}: &b${index} [${'*a, '.repeat(9)}*a]\n`)}`,
  'an alias of itself': () => 'a: &a\n  b: *a\n',
  'an alias of nothing': () => 'a: *none\n',
  'aliases as keys': () => '&a a: 1\n*a : 2\n',
  'merge key': () => 'base: {x: 1}\n<<: {y: 2}\n',
  'merge of an alias': () => 'base: &base {x: 1}\nother:\n  <<: *base\n',
  tag: () => 'a: !!js/function "function(){}"\nb: !!python/object/apply:os.system ["touch x"]\n',
  'binary tag': () => 'a: !!binary aGVsbG8=\nb: !!set {x}\nc: !!timestamp 2001-01-01\n',
  'tag directive': () => '%TAG ! tag:evil.example,2000:\n---\na: !x 1\n',
  'old version': () => '%YAML 1.1\n---\na: yes\n',
  'two documents': () => 'a: 1\n---\nb: 2\n',
  'end marker': () => 'a: 1\n...\ntrailing\n',
  'duplicate keys': () => 'CEO: {}\nCEO: {}\n',
  'many duplicate keys': () => many(20_000, (index) => `k${index % 10_000}: 1\n`),
  'deep brackets': () => '['.repeat(50_000),
  'deep braces': () => '{a: '.repeat(30_000),
  'deep and closed': () => `${'['.repeat(2_000)}${']'.repeat(2_000)}\n`,
  'deep dashes': () => `${'- '.repeat(20_000)}x\n`,
  'deep indent': () => many(600, (index) => `${' '.repeat(index)}a:\n`),
  'deep questions': () => '? '.repeat(20_000),
  'null byte': () => 'a: "x\0y"\n',
  'byte order mark': () => '\ufeffa: 1\n',
  'marks within': () => 'a: x\ufeffy\n',
  'carriage returns': () => 'CEO:\r\n  description: x\r\nClerk:\r\n  reporting_to: CEO\r\n',
  'lone carriage returns': () => 'a: 1\rb: 2\r',
  'next line': () => 'a: 1\u0085b: 2\n',
  'utf-16': () => Buffer.from('\ufeffa: 1\n', 'utf16le'),
  latin: () => Buffer.from('a: Größe\n', 'latin1'),
  'no text at all': () => Buffer.from(Array.from({ length: 400 }, (_, index) => (index * 73) % 256)),
  'lone surrogate escaped': () => 'a: "\\ud800"\n"\\udfff": 1\n',
  'null escaped': () => 'a: "\\0"\n"\\0\\e[31m": 1\n',
  numbers: () => 'a: 0x1F\nb: 1e999\nc: .inf\nd: .nan\ne: 0o17\nf: 012\ng: 1_000\nh: 12345678901234567890\ni: -0\nj: +1\nk: 1e-400\n',
  dates: () => 'a: 2001-12-14t21:59:43.10-05:00\nb: 2002-12-14\nc: 12:30:45\n',
  'words of old readers': () => 'a: yes\nb: No\nc: on\nd: ~\ne: NULL\nf: TRUE\n',
  'prototype keys': () => '__proto__:\n  polluted: yes\nconstructor:\n  prototype: {polluted: yes}\ntoString: {}\nhasOwnProperty: {}\n',
  'prototype in braces': () => '{"__proto__": {"polluted": true}, "a": {"__proto__": null}}\n',
  'prototype in a list': () => '- __proto__: {polluted: yes}\n',
  'numbers as keys': () => '1: {}\n1.0: {}\n0x1: {}\nnull: {}\ntrue: {}\n? [a, b]\n: {}\n? {c: d}\n: {}\n',
  'empty keys': () => '"": {}\n? \n: {}\n: {}\n',
  'long key': () => `${'k'.repeat(300_000)}: {}\n`,
  'long keys that are alike': () => many(3, (index) => `${'k'.repeat(200_000)}${index}:\n  reporting_to: ${'k'.repeat(200_000)}\n`),
  'long scalar': () => `a: "${'x'.repeat(900_000)}"\n`,
  'long block scalar': () => `a: |\n${many(20_000, (index) => `  line ${index} of many\n`)}`,
  'long folded scalar': () => `a: >-\n${many(20_000, () => '  word\n')}`,
  'long comment': () => `# ${'c'.repeat(900_000)}\na: 1\n`,
  'too large': () => `a: "${'x'.repeat(1_100_000)}"\n`,
  'far too large': () => 'x'.repeat(4_300_000),
  'thousands of unknown attributes': () => `CEO:\n${many(9_000, (index) => `  a${index}: x\n`)}`,
  'thousands of elements, all wrong': () => many(9_000, (index) => `Role ${index}:\n  reporting_two: CEO\n`),
  'thousands of dangling references': () => many(9_000, (index) => `Role ${index}:\n  reporting_to: Rolle ${index}\n`),
  'a chain of references': () => many(9_000, (index) => `R${index}:\n  reporting_to: R${index + 1}\n`),
  'a ring of references': () => many(3_000, (index) => `R${index}:\n  reporting_to: R${(index + 1) % 3_000}\n`),
  'thousands of syntax errors': () => many(20_000, () => 'a: b: c\n'),
  'thousands of open quotes': () => many(20_000, (index) => `k${index}: "open\n`),
  'thousands of tags and anchors': () => many(9_000, (index) => `k${index}: &a${index} !t${index} x\n`),
  'wide flow': () => `a: [${'1,'.repeat(200_000)}1]\n`,
  'empty items': () => `a: [${','.repeat(1_000)}]\n${'-\n'.repeat(1_000)}`,
  'only colons': () => ':'.repeat(50_000),
  'only questions': () => '?\n'.repeat(20_000),
  'only tabs': () => `\t${'\t'.repeat(50_000)}a: 1\n`,
  'pointer to large storage': () => 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
  'conflict markers': () => '<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> main\n',
  'bidi in a comment': () => '# \u202e } a: 2\na: 1\n',
};

const pieces = [
  ...[
    'a',
    'CEO',
    'api_name',
    '__proto__',
    'constructor',
    'reporting_to',
    'field',
    'x y',
    '1',
    '0x1F',
    '1e999',
    'null',
    '~',
    'true',
    'yes',
    '2001-01-01',
  ],
  ...[
    ':',
    ': ',
    '- ',
    '? ',
    ', ',
    '[',
    ']',
    '{',
    '}',
    '|',
    '>',
    '|2-',
    '&a ',
    '*a',
    '!t ',
    '!!str ',
    '<<',
    '%YAML 1.1',
    '---',
    '...',
    '#',
    '"',
    "'",
    '\\',
  ],
  ...['\n', '\n  ', '\n    ', '\n\n', '\t', ' ', '\r\n', '\r', '\0', '\ufeff', '\u2028', '\u202e', '\ud83d\ude00', '"\\ud800"', '"\\x00"', '@', '`'],
];

/** A text of random pieces of YAML. */
export function randomYaml(random: Random): string {
  return Array.from({ length: 1 + random.below(random.chance(0.05) ? 3_000 : 80) }, () => random.pick(pieces)).join('');
}

/** A text with a few bytes changed, taken out, put in or doubled. */
export function scratch(random: Random, text: string): Buffer {
  let bytes = Buffer.from(text);
  for (let times = 1 + random.below(4); times > 0; times -= 1) {
    const at = random.below(bytes.length + 1);
    const end = Math.min(bytes.length, at + 1 + random.below(random.chance(0.2) ? 200 : 4));
    const put = random.pick([
      Buffer.from(random.pick(pieces)),
      Buffer.from([random.below(256)]),
      Buffer.alloc(0),
      bytes.subarray(at, end),
      Buffer.concat([bytes.subarray(at, end), bytes.subarray(at, end)]),
    ]);
    bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(random.chance(0.5) ? at : end)]);
  }
  return bytes;
}
