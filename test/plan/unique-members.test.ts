import { expect, test } from 'vitest';
import { elementSchema } from '../../cli/kinds/schema.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { mergeAttributes } from '../../cli/plan/merge.ts';

const layout = elementSchema(schemas, 'layout', 'one');

test('a field that is wanted in another section leaves the one the org has it in; what only the org has stays', () => {
  const live = {
    name: 'S',
    sections: [
      { name: 'A', fields: ['x', 'y', 'own'] },
      { name: 'B', fields: ['z'] },
    ],
  };
  const desired = {
    name: 'S',
    sections: [
      { name: 'A', fields: ['y'] },
      { name: 'B', fields: ['z', 'x'] },
    ],
  };
  const merged = {
    name: 'S',
    sections: [
      { name: 'A', fields: ['y', 'own'] },
      { name: 'B', fields: ['z', 'x'] },
    ],
  };
  expect(mergeAttributes(layout, live, desired)).toEqual(merged);
  expect(mergeAttributes(layout, merged, desired)).toEqual(merged);
});

test('a field with settings of its own moves like one without', () => {
  const live = {
    name: 'S',
    sections: [
      { name: 'A', fields: [{ field: 'x', required: true }] },
      { name: 'B', fields: ['z'] },
    ],
  };
  const desired = { name: 'S', sections: [{ name: 'B', fields: ['x', 'z'] }] };
  expect(mergeAttributes(layout, live, desired)).toEqual({
    name: 'S',
    sections: [{ name: 'A' }, { name: 'B', fields: ['x', 'z'] }],
  });
});
