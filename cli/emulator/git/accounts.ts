import type { ForgeContext } from './context.ts';
import { newId } from './context.ts';
import { ForgeError } from './forge-error.ts';
import type { Permission, Repository, User } from './records.ts';

const loginPattern = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}(\[bot\])?$/;

/** The account with this login (any letter case), or undefined. */
export function findUser(context: ForgeContext, login: string): User | undefined {
  const wanted = login.toLowerCase();
  return context.store.list('users', 0).find((user) => user.login.toLowerCase() === wanted);
}

/**
 * Makes an account with a token of its own, or gives the one that exists under this login, so that a restarted server can ask again.
 * A login ending in `[bot]` makes a bot. Throws ForgeError for a malformed login.
 */
export function createUser(context: ForgeContext, login: string, id?: number): User & { readonly token: string } {
  const found = findUser(context, login);
  if (found) {
    if (found.token === null) throw new ForgeError(422, `${login} is an organization`);
    return { ...found, token: found.token };
  }
  const token = `emulated_${Buffer.from(context.random(20)).toString('hex')}`;
  const type = login.endsWith('[bot]') ? 'Bot' : 'User';
  return { ...insertUser(context, { id: id ?? newId(context), login, type, token }), token };
}

/** The owner of a new repository: the account of that login, or a new organization. */
export function ensureOwner(context: ForgeContext, login: string): User {
  return findUser(context, login) ?? insertUser(context, { id: newId(context), login, type: 'Organization', token: null });
}

function insertUser(context: ForgeContext, user: User): User {
  if (!loginPattern.test(user.login)) throw new ForgeError(422, `"${user.login}" is not a valid login`);
  if (context.store.get('users', 0, user.id)) throw new ForgeError(422, `user id ${user.id} is taken`);
  context.store.put('users', 0, user.id, user);
  return user;
}

/** The user with this id; accounts are never removed, so it exists. */
export function userById(context: ForgeContext, id: number): User {
  const user = context.store.get('users', 0, id);
  if (!user) throw new ForgeError(500, `user ${id} is missing`);
  return user;
}

/** The user whose token this is, or undefined. */
export function userByToken(context: ForgeContext, token: string): User | undefined {
  return context.store.list('users', 0).find((user) => user.token !== null && user.token === token);
}

/**
 * The token of an `Authorization` header: `token T` and `Bearer T` (REST), or Basic with the token as password (git, any user name).
 * Undefined when the header is absent; an empty text when it cannot be read, which no token equals.
 */
export function tokenOf(header: string | null | undefined): string | undefined {
  if (!header) return undefined;
  const [scheme = '', value = ''] = header.split(/\s+/, 2);
  if (/^(token|bearer)$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return '';
  const pair = Buffer.from(value, 'base64').toString();
  return pair.slice(pair.indexOf(':') + 1);
}

const ranks = { none: 0, read: 1, write: 2, admin: 3 } as const;

/** What a user (undefined: nobody in particular) may do in a repository. */
export function permissionOf(context: ForgeContext, repository: Repository, user: User | undefined): Permission | 'none' {
  const open = repository.private ? 'none' : 'read';
  if (!user) return open;
  if (user.id === repository.ownerId) return 'admin';
  return context.store.get('collaborators', repository.id, user.id)?.permission ?? open;
}

/** True when a permission includes another. */
export function allows(held: Permission | 'none', needed: Permission): boolean {
  return ranks[held] >= ranks[needed];
}

/** GitHub's `author_association` of a user in a repository. */
export function associationOf(context: ForgeContext, repository: Repository, user: User): string {
  if (user.id === repository.ownerId) return 'OWNER';
  return context.store.get('collaborators', repository.id, user.id) ? 'COLLABORATOR' : 'NONE';
}
