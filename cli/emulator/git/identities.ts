import type { Signature } from './commits.ts';
import type { ForgeContext } from './context.ts';
import { stamp } from './context.ts';
import type { User } from './records.ts';

/** The committer of merges that are made on the server. */
export function forgeSignature(context: ForgeContext): Signature {
  return { name: 'GitHub', email: 'noreply@github.com', date: stamp(context) };
}

/** A user as author of a commit that the server makes, at the forge's time. */
export function userSignature(context: ForgeContext, user: User): Signature {
  return { name: user.login, email: `${user.id}+${user.login}@users.noreply.github.com`, date: stamp(context) };
}

/** The account that a commit's e-mail address belongs to, or undefined: a claim of the author, never a proof. */
export function userOfEmail(context: ForgeContext, email: string): User | undefined {
  const id = /^(\d+)\+[^@]+@users\.noreply\.github\.com$/.exec(email)?.[1];
  return id === undefined ? undefined : context.store.get('users', 0, Number(id));
}
