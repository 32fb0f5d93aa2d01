import type { Ref } from '../model/element.ts';
import { Failure } from '../model/failure.ts';

/** Parts of a path that lead elsewhere: none, the place itself, the one above it, however they are written (WHATWG URL, path state). */
const astray = /^(?:\.|%2e){0,2}$/i;

/** Makes sure that an address is the one it reads like; Failure `crm.address`, which names the element, when a name or an id in it leads elsewhere. */
export function demandAddress(path: string, element: Ref): void {
  if (
    !path
      .split('/')
      .slice(1)
      .some((part) => astray.test(part))
  )
    return;
  throw new Failure('The name or id of an element makes no address of its own', {
    code: 'crm.address',
    kind: 'invalid',
    place: element,
    fix: 'Give the element a name that is neither empty nor made of dots.',
  });
}
