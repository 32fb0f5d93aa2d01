import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, property, text } from '../model/json.ts';
import type { CrmParts } from './crm/app.ts';
import { readFaultRules } from './crm/faults.ts';
import { changeOrg } from './crm/seed/change-org.ts';
import type { OrgWorkshop } from './crm/seed/new-org.ts';
import { publicDoc } from './crm/store.ts';
import { accessOf, addOrg, seedReports } from './org-access.ts';
import { readChange, readPlan } from './org-plan.ts';

/** The control interface under `/__emulator`: orgs, numbers, faults, clock and state. Loopback only, like everything the emulator serves. */
export function createControl(parts: CrmParts, workshop: OrgWorkshop): Hono {
  const { store, clock, faults, meter } = parts;
  const app = new Hono();
  const origin = (context: Context) => new URL(context.req.url).origin;
  // A page of a browser may not reach this by a name of its own that leads here: the answers hold credentials.
  app.use('*', async (context, next) => {
    const { hostname } = new URL(context.req.url);
    if (!loopbackNames.has(hostname)) return context.json({ error: `the control interface is not reached as ${hostname}` }, 403);
    await next();
  });
  app.get('/orgs', (context) => context.json({ orgs: store.orgs().map((org) => ({ ...org, ...accessOf(org, origin(context)) })) }));
  app.post('/orgs', async (context) => {
    const plan = readPlan(await readJson(context));
    if (typeof plan === 'string') return refuse(context, plan);
    if (store.org(plan.name) !== undefined) return context.json({ error: `there is an org \`${plan.name}\` already` }, 409);
    const org = addOrg(workshop, plan);
    const seedReport = seedReports(store)[org.name];
    return context.json({ ...accessOf(org, origin(context)), ...(seedReport === undefined ? {} : { seedReport }) }, 201);
  });
  app.patch('/orgs/:name', async (context) => {
    const org = store.org(context.req.param('name'));
    if (org === undefined) return context.json({ error: `there is no org \`${context.req.param('name')}\`` }, 404);
    const change = readChange(await readJson(context));
    if (typeof change === 'string') return refuse(context, change);
    return context.json({ ...changeOrg(workshop, org, change), ...accessOf(org, origin(context)) });
  });
  app.get('/stats', (context) => context.json(meter.report()));
  app.delete('/stats', (context) => {
    meter.reset();
    return context.json(meter.report());
  });
  app.get('/faults', (context) => context.json({ rules: faults.rules() }));
  app.put('/faults', async (context) => {
    const rules = readFaultRules(await readJson(context));
    if (typeof rules === 'string') return refuse(context, rules);
    faults.set(rules);
    return context.json({ rules: faults.rules() });
  });
  app.get('/clock', (context) => context.json({ now: new Date(clock.now()).toISOString() }));
  app.put('/clock', async (context) => {
    const setting = readClock(await readJson(context));
    if (typeof setting === 'string') return refuse(context, setting);
    clock.set(setting);
    return context.json({ now: new Date(clock.now()).toISOString() });
  });
  app.get('/orgs/:name/state', (context) => {
    const org = store.org(context.req.param('name'));
    if (org === undefined) return context.json({ error: `there is no org \`${context.req.param('name')}\`` }, 404);
    return context.json(stateOf(parts, org.name));
  });
  return app;
}

const loopbackNames: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Everything that is stored of an org, by collection, as documents; and the report of its seed. */
function stateOf(parts: CrmParts, name: string): JsonObject {
  const { store } = parts;
  const names = store.collections(name);
  const collections = Object.fromEntries(names.map((collection) => [collection, store.list(name, collection).map(publicDoc)]));
  return { org: name, collections, seedReport: seedReports(store)[name] ?? null };
}

async function readJson(context: Context): Promise<Json> {
  const read: unknown = await context.req.json().catch(() => null);
  return read as Json;
}

function refuse(context: Context, message: string): Response {
  return context.json({ error: message }, 400);
}

function readClock(body: Json): { offset?: number; fixed?: string } | string {
  if (!isObject(body)) return 'the body is `{"offset": seconds}`, `{"fixed": "ISO time"}` or `{}`';
  const offset = property(body, 'offset');
  const fixed = text(body, 'fixed');
  if (offset !== undefined && typeof offset !== 'number') return '`offset` is a number of seconds';
  if (fixed !== undefined && Number.isNaN(Date.parse(fixed))) return '`fixed` is an ISO 8601 time';
  return { ...(typeof offset === 'number' ? { offset } : {}), ...(fixed === undefined ? {} : { fixed }) };
}
