import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { resolveWrite } from '../../cli/live/resolve-write.ts';
import { writesOfStep } from '../../cli/live/step-writes.ts';
import type { Ref } from '../../cli/model/element.ts';
import { splitRef } from '../../cli/model/element.ts';
import type { Step } from '../../cli/model/plan.ts';

const context = { kinds: new Map(kinds.map((kind) => [kind.name, kind])), schemas, ids: new Map<Ref, string>(), desired: new Map() };

function removal(ref: Ref): Step {
  return {
    ...splitRef(ref),
    id: `delete ${ref}`,
    ref,
    action: 'delete',
    mode: 'api',
    risk: 'deletes',
    changes: [],
    dependsOn: [],
    before: {},
    digest: '',
  };
}

describe('an address', () => {
  test.each<Ref>(['portal:..', 'portal:.', 'portal:', 'portal_user_type:../Client'])('is never another one because of the name in %s', (ref) => {
    expect(() => writesOfStep(removal(ref), context)).toThrow(expect.objectContaining({ code: 'crm.address', place: ref }));
  });

  test.each(['', '.', '..', '%2E%2e'])('is never another one because of the id "%s"', (id) => {
    const write = { method: 'DELETE' as const, path: '/settings/roles/{id}', target: 'role:Clerk' as const, envelope: 'roles', batch: 1, items: [] };
    expect(() => resolveWrite(write, new Map<Ref, string>([['role:Clerk', id]]), () => undefined)).toThrow(
      expect.objectContaining({ code: 'crm.address', place: 'role:Clerk' }),
    );
  });

  test('of a name with dots or a slash is its own', () => {
    const paths = (['portal:a..b', 'portal:a/b'] as const).flatMap((ref) => writesOfStep(removal(ref), context).map(({ path }) => path));
    expect(paths).toEqual(['/settings/portals/a..b', '/settings/portals/a%2Fb']);
  });
});
