import { expect, test } from 'vitest';
import { restoreElements } from '../../cli/commands/rollback-bundle.ts';
import type { Element, Ref } from '../../cli/model/element.ts';
import { splitRef } from '../../cli/model/element.ts';
import type { Move } from '../../cli/model/identity.ts';
import type { JsonObject } from '../../cli/model/json.ts';

function elementsOf(list: Readonly<Record<Ref, JsonObject>>): Map<Ref, Element> {
  return new Map((Object.entries(list) as [Ref, JsonObject][]).map(([ref, attributes]) => [ref, { ...splitRef(ref), attributes }]));
}

function filesOf(list: Readonly<Record<Ref, JsonObject>>, moved: readonly Move[] = []) {
  return { elements: elementsOf(list), findings: [], unread: [], locate: () => undefined, moved };
}

const restore = (files: ReturnType<typeof filesOf>, state: Readonly<Record<Ref, JsonObject>>, touched: readonly Ref[], text?: string) =>
  restoreElements(files, { elements: elementsOf(state) }, new Set(touched), text);

test('touched elements are as they were, gone or back; all others stay as the files have them', () => {
  const files = filesOf({ 'role:A': { description: 'new' }, 'role:B': { description: 'made' }, 'role:D': { description: 'file' } });
  const { elements, moved } = restore(
    files,
    { 'role:A': { description: 'old' }, 'role:C': { description: 'gone' }, 'role:D': { description: 'org' } },
    ['role:A', 'role:B', 'role:C'],
  );
  expect(elements).toEqual(elementsOf({ 'role:D': { description: 'file' }, 'role:A': { description: 'old' }, 'role:C': { description: 'gone' } }));
  expect(moved).toBeUndefined();
});

test('what refers to an element that goes is as it was too', () => {
  const files = filesOf({ 'role:A': { reporting_to: 'B' }, 'role:B': {}, 'role:CEO': {} });
  const { elements } = restore(files, { 'role:A': { reporting_to: 'CEO' }, 'role:CEO': {} }, ['role:B']);
  expect(elements.get('role:A')?.attributes).toEqual({ reporting_to: 'CEO' });
});

test('a rename since then is declared the other way round, and references follow it', () => {
  const moves: readonly Move[] = [
    { from: 'role:Old', to: 'role:New' },
    { from: 'role:X', to: 'role:Y' },
  ];
  const files = filesOf({ 'role:New': { description: 'n' }, 'role:A': { reporting_to: 'New' }, 'role:Y': {} }, moves);
  const { elements, moved } = restore(
    files,
    { 'role:Old': { description: 'o' }, 'role:A': { reporting_to: 'Old' }, 'role:Y': {} },
    ['role:New'],
    'text',
  );
  expect(elements).toEqual(elementsOf({ 'role:A': { reporting_to: 'Old' }, 'role:Y': {}, 'role:Old': { description: 'o' } }));
  expect(moved).toContain('- kind: role\n    from: New\n    to: Old\n');
  expect(moved).toContain('from: X');
  expect(moved).not.toContain('from: Old');
});
