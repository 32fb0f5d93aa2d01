import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import type { Kind } from '../../cli/kinds/kind.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import type { Element, Ref } from '../../cli/model/element.ts';
import { refOf } from '../../cli/model/element.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { decodeEnvironment } from '../../cli/yaml/decode-environment.ts';
import { encodeEnvironment } from '../../cli/yaml/encode-environment.ts';

const [webhook] = kinds.filter(({ name }) => name === 'webhook');
if (webhook === undefined) throw new Error('there is no kind webhook');
/** A kind whose script is a file of its own. */
const scripted: Kind = {
  ...webhook,
  name: 'scripted',
  file: { pattern: 'scripts/{module}/{name}.yaml', holds: 'one', beside: { script: 'deluge' } },
};
const all = [...kinds, scripted];
const options = { schemas, schemaLine: () => '# schema' };
const encode = (attributes: JsonObject, existing: ReadonlyMap<string, string> = new Map()) =>
  encodeEnvironment({ elements: new Map<Ref, Element>([[ref, { kind: 'scripted', key: 'Deals/Tell', attributes }]]) }, all, existing, options);
const ref = refOf('scripted', 'Deals/Tell');
const decode = (files: ReadonlyMap<string, string>) => decodeEnvironment(files, all, 'environments/osaka');

describe('a text that stands beside its element', () => {
  test('is a file as it is, and no part of the YAML', () => {
    const files = encode({ name: 'Tell', script: 'info "ja: はい";\n' });
    expect([...files]).toEqual([
      ['scripts/Deals/Tell.deluge', 'info "ja: はい";\n'],
      ['scripts/Deals/Tell.yaml', '# schema\nname: Tell\n'],
    ]);
  });

  test('comes back with its element, whatever the text', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom('', '\n', ' ', 'a\r\nb', '\0', '\ufeffx', '\ud800'));
    fc.assert(
      fc.property(fc.option(text, { nil: undefined }), (script) => {
        const attributes = script === undefined ? { name: 'Tell' } : { name: 'Tell', script };
        const decoded = decode(encode(attributes));
        expect(decoded.findings).toEqual([]);
        expect(decoded.elements.get(ref)?.attributes).toEqual(attributes);
      }),
    );
  });

  test('moves out of the YAML where a person put it there', () => {
    const files = encode({ name: 'Tell', script: 'a' }, new Map([['scripts/Deals/Tell.yaml', '# note\nname: Tell # why\nscript: a\n']]));
    expect(files.get('scripts/Deals/Tell.yaml')).toBe('# note\nname: Tell # why\n');
    expect(files.get('scripts/Deals/Tell.deluge')).toBe('a');
  });

  test('is an error when its element is not there, or says it too', () => {
    const lonely = decode(new Map([['scripts/Deals/Tell.deluge', 'a']]));
    expect(lonely.findings).toMatchObject([{ code: 'file.beside', file: 'environments/osaka/scripts/Deals/Tell.deluge' }]);
    const twice = decode(
      new Map([
        ['scripts/Deals/Tell.deluge', 'a'],
        ['scripts/Deals/Tell.yaml', 'name: Tell\nscript: b\n'],
      ]),
    );
    expect(twice.findings).toMatchObject([{ code: 'file.twice', file: 'environments/osaka/scripts/Deals/Tell.yaml', line: 2 }]);
    expect(decode(new Map([['scripts/Tell.deluge', 'a']])).findings).toMatchObject([{ code: 'file.unknown' }]);
  });

  test('is where findings about it point', () => {
    const decoded = decode(encode({ name: 'Tell', script: 'a' }));
    expect(decoded.locate(ref, ['script'])).toEqual({ file: 'environments/osaka/scripts/Deals/Tell.deluge', line: 1, column: 1 });
    expect(decoded.locate(ref, ['name'])).toMatchObject({ file: 'environments/osaka/scripts/Deals/Tell.yaml', line: 2 });
  });
});
