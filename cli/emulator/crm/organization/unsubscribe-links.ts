import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { attempt, demandMembers, refuse } from '../automation/refusal.ts';
import { bodyItems, duplicateData, isReply, limitExceeded, locate, mandatoryNotFound, notAllowed, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Edition } from '../org-record.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, listReply, requestError, success, writeReply } from '../route.ts';
import { nameUser } from '../security/author.ts';
import type { DocStore } from '../store.ts';
import { missingFor, pickMembers } from './single.ts';

const name = 'unsubscribe_links';

/** Links of an org. No published table could be read, so these numbers are the emulator's own. */
const mostLinks: Readonly<Record<Edition, number>> = { free: 1, standard: 5, professional: 10, enterprise: 25, ultimate: 50 };

const members = [
  { name: 'name', type: 'string', maxLength: 255 },
  { name: 'page_type', type: 'string', oneOf: ['standard', 'custom'] },
  { name: 'custom_location_url', type: 'string', nullable: true, maxLength: 255 },
  { name: 'standard_page_message', type: 'string', nullable: true, maxLength: 255 },
  { name: 'submission_action_type', type: 'string', oneOf: ['redirect', 'display_message'] },
  { name: 'submission_message', type: 'string', nullable: true, maxLength: 255 },
  { name: 'submission_redirect_url', type: 'string', nullable: true, maxLength: 255 },
] as const;

const needed: ReadonlySet<string> = new Set(['name', 'page_type', 'submission_action_type']);

/** The member that each choice asks for. */
const consequences = [
  ['page_type', 'standard', 'standard_page_message'],
  ['page_type', 'custom', 'custom_location_url'],
  ['submission_action_type', 'redirect', 'submission_redirect_url'],
  ['submission_action_type', 'display_message', 'submission_message'],
] as const;

/** Gives a new org the link that every org has. Call after its users are seeded. */
export function seedUnsubscribeLinks(store: DocStore, org: string): void {
  const user = store.list(org, 'users')[0];
  const by = user === undefined ? null : nameUser(user);
  const at = store.org(org)?.createdTime ?? '';
  store.put(org, name, {
    id: store.nextId(org),
    name: 'Default',
    page_type: 'standard',
    standard_page_message: 'Are you sure you want to unsubscribe?',
    custom_location_url: null,
    submission_action_type: 'display_message',
    submission_message: 'You have been unsubscribed.',
    submission_redirect_url: null,
    created_by: by,
    created_time: at,
    modified_by: by,
    modified_time: at,
    _default: true,
  });
}

function list({ store, org }: RouteContext): Reply {
  return listReply(name, store.list(org.name, name));
}

function read({ store, org, params }: RouteContext): Reply {
  const found = store.get(org.name, name, params['link'] ?? '');
  return listReply(name, found === undefined ? [] : [found]);
}

function create(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, 1);
  if (isReply(items)) return items;
  return writeReply(name, [attempt(() => writeLink(context, items[0] ?? {}))], true);
}

function update(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, 1);
  if (isReply(items)) return items;
  const before = context.store.get(context.org.name, name, context.params['link'] ?? '');
  if (before === undefined) return unknownResource();
  return writeReply(name, [attempt(() => writeLink(context, items[0] ?? {}, before))], false);
}

function writeLink(context: RouteContext, item: JsonObject, before?: Doc): JsonObject {
  const { store, org, user } = context;
  const path = `$.${name}[0]`;
  const others = store.list(org.name, name).filter((doc) => doc.id !== before?.id);
  const limit = mostLinks[org.edition];
  if (before === undefined && others.length >= limit)
    refuse(limitExceeded(limit, 'Unsubscribe Link limit exceeded', { limit_due_to: [locate('$', name)] }));
  demandMembers(
    item,
    members.map((rule) => ({ ...rule, required: before === undefined && needed.has(rule.name) })),
    path,
  );
  const link: JsonObject = {
    ...before,
    ...pickMembers(
      item,
      members.map((one) => one.name),
    ),
  };
  if (text(link, 'name') === '') refuse(mandatoryNotFound(path, 'name'));
  if (others.some((doc) => doc['name'] === link['name'])) refuse({ ...duplicateData(path, 'name'), message: 'Unsubscribe Link name already exists' });
  const id = before?.id ?? store.nextId(org.name);
  const [by, at] = [nameUser(user), context.now()];
  const made = before === undefined ? { created_by: by, created_time: at } : {};
  store.put(org.name, name, { ...link, ...keepChosen(link, path), ...made, id, modified_by: by, modified_time: at });
  return success(id, before === undefined ? 'Unsubscribe Link created successfully' : 'Unsubscribe Link updated successfully');
}

/** What the choices ask for, checked, and null for what they leave without a meaning. */
function keepChosen(link: JsonObject, path: string): JsonObject {
  return Object.fromEntries(
    consequences.map(([choice, value, member]) => {
      if (link[choice] !== value) return [member, null];
      const found = text(link, member) ?? '';
      if (found === '') refuse(missingFor(path, member, choice));
      if (member.endsWith('_url') && !/^https?:\/\/[^\s]+$/.test(found)) refuse(itemError('INVALID_DATA', 'Invalid data', locate(path, member)));
      return [member, found];
    }),
  );
}

function remove({ store, org, params }: RouteContext): Reply {
  const link = store.get(org.name, name, params['link'] ?? '');
  if (link === undefined) return requestError(400, 'INVALID_DATA', 'The given Unsubscribe Link id is not part of Org', { resource_path_index: 0 });
  if (link['_default'] === true) return { status: 400, body: notAllowed('The given Unsubscribe Link id is Default') };
  store.remove(org.name, name, link.id);
  return writeReply(name, [success(link.id, 'Unsubscribe Link deleted successfully')], false);
}

const cost = { minCredits: 1, maxCredits: 1 };
const [path, one] = ['/settings/unsubscribe_links', '/settings/unsubscribe_links/{link}'];
const scope = (verb: string): string => `ZohoCRM.settings.unsubscribe.${verb}`;

/** `/settings/unsubscribe_links` (unsubscribe_links.json). */
export const unsubscribeLinkRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: list },
  { ...cost, method: 'POST', path, scope: scope('CREATE'), handle: create },
  { ...cost, method: 'GET', path: one, scope: scope('READ'), handle: read },
  { ...cost, method: 'PUT', path: one, scope: scope('UPDATE'), handle: update },
  { ...cost, method: 'DELETE', path: one, scope: scope('DELETE'), handle: remove },
];
