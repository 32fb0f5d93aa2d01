import type { JsonObject } from '../../../model/json.ts';
import { findModule } from '../metadata/lookups.ts';
import { nameUser } from '../security/author.ts';
import type { DocStore } from '../store.ts';
import { refer } from './references.ts';

const templates = [
  { module: 'Leads', name: 'Lead Assigned', subject: 'A lead has been assigned to you', content: '<p>${!Leads.Last_Name} is yours.</p>' },
  { module: 'Contacts', name: 'Contact Created', subject: 'New contact created', content: '<p>${!Contacts.Last_Name} is a new contact.</p>' },
  { module: 'Deals', name: 'Big Deal Alert', subject: 'Big deal alert', content: '<p>${!Deals.Deal_Name} is a big deal.</p>' },
] as const;

/** Gives a new org a few email templates, one per module that has one. Call after its modules are seeded. `org` is the org's name. */
export function seedAutomation(store: DocStore, org: string): void {
  const folder = { name: 'Public Email Templates', id: store.nextId(org) };
  for (const { module, name, subject, content } of templates) addEmailTemplate(store, org, module, { name, subject, content, folder });
}

/** Adds an email template, which the API itself cannot; nothing happens when the org has no such module. `template` needs a name. */
export function addEmailTemplate(store: DocStore, org: string, moduleName: string, template: JsonObject): void {
  const module = findModule(store, org, moduleName);
  if (module === undefined) return;
  const maker = store.list(org, 'users')[0];
  const by = maker === undefined ? null : nameUser(maker);
  const shipped = store.org(org)?.createdTime ?? '';
  const times = { created_time: shipped, modified_time: shipped, last_usage_time: shipped, created_by: by, modified_by: by };
  const nature = {
    category: 'normal',
    editor_mode: 'rich_text',
    favorite: false,
    active: true,
    associated: false,
    consent_linked: false,
    attachments: [],
  };
  const counts = { tracked: 0, delivered: 0, opened: 0, bounced: 0, sent: 0, clicked: 0 };
  const folder = { name: 'Public Email Templates', id: store.nextId(org) };
  const doc = {
    id: store.nextId(org),
    subject: '',
    folder,
    ...template,
    module: refer(module),
    ...times,
    ...nature,
    last_version_statistics: counts,
  };
  store.put(org, 'email_templates', doc, moduleName);
}

/** Adds a connection, which the API itself cannot. Webhooks name it. */
export function addConnection(store: DocStore, org: string, name: string): void {
  if (store.list(org, 'connections').some((connection) => connection['name'] === name)) return;
  store.put(org, 'connections', { id: store.nextId(org), name });
}
