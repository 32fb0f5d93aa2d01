import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, property, text } from '../../../model/json.ts';
import { allows } from '../accounts.ts';
import type { ForgeContext } from '../context.ts';
import { fullName } from '../context.ts';
import { invalid, notFound } from '../forge-error.ts';
import type { Ruleset } from '../records.ts';
import { concerns } from '../rule-file.ts';
import { changeSettings, settingsOf } from '../settings.ts';
import { htmlUrl } from '../shapes.ts';
import type { Call, RestApp } from './call.ts';
import { answer, needs, noContent, pageOf, pathNumber, readBody, requiredText } from './call.ts';

/** Rulesets, which the hooks enforce, and the rules that they make for a branch. */
export function routeRules(app: RestApp, context: ForgeContext): void {
  app.get('/repos/:owner/:repo/rulesets', (call) => {
    const { rulesets } = settingsOf(context, call.get('repository'));
    return answer(pageOf(call, rulesets).map((ruleset) => summaryOf(context, call, ruleset)));
  });
  app.post('/repos/:owner/:repo/rulesets', needs('admin'), async (call) => {
    const { rulesets } = settingsOf(context, call.get('repository'));
    const id = Math.max(0, ...rulesets.map((one) => one.id)) + 1;
    const made = rulesetFrom(await readBody(call), { id, name: '', target: 'branch', ...nothing });
    changeSettings(context, call.get('repository'), { rulesets: [...rulesets, made] });
    return answer(detailOf(context, call, made), 201);
  });
  app.get('/repos/:owner/:repo/rulesets/:id', (call) => answer(detailOf(context, call, rulesetOf(context, call, call.req.param('id')))));
  app.put('/repos/:owner/:repo/rulesets/:id', needs('admin'), async (call) => {
    const before = rulesetOf(context, call, call.req.param('id'));
    const after = rulesetFrom(await readBody(call), before);
    const { rulesets } = settingsOf(context, call.get('repository'));
    changeSettings(context, call.get('repository'), { rulesets: rulesets.map((one) => (one.id === after.id ? after : one)) });
    return answer(detailOf(context, call, after));
  });
  app.delete('/repos/:owner/:repo/rulesets/:id', needs('admin'), (call) => {
    const { id } = rulesetOf(context, call, call.req.param('id'));
    const { rulesets } = settingsOf(context, call.get('repository'));
    changeSettings(context, call.get('repository'), { rulesets: rulesets.filter((one) => one.id !== id) });
    return noContent();
  });
  app.get('/repos/:owner/:repo/rules/branches/:branch{.+}', (call) => answer(pageOf(call, rulesOf(context, call, call.req.param('branch')))));
}

const nothing = { enforcement: 'disabled', include: [], exclude: [], rules: [], bypassActors: [] } as const;

function rulesetOf(context: ForgeContext, call: Call, id: string): Ruleset {
  const found = settingsOf(context, call.get('repository')).rulesets.find((one) => one.id === pathNumber(id));
  if (!found) throw notFound();
  return found;
}

/** The rules that are in force for a branch, each with the ruleset that it comes from. */
function rulesOf(context: ForgeContext, call: Call, branch: string): JsonObject[] {
  const repository = call.get('repository');
  const source = { ruleset_source_type: 'Repository', ruleset_source: fullName(repository) };
  return settingsOf(context, repository)
    .rulesets.filter(({ target, enforcement }) => target === 'branch' && enforcement === 'active')
    .filter((ruleset) => concerns(ruleset, `refs/heads/${branch}`, repository.defaultBranch))
    .flatMap((ruleset) => ruleset.rules.map((rule) => ({ ...rule, ...source, ruleset_id: ruleset.id })));
}

/** Lists leave conditions, rules and bypass actors out. */
function summaryOf(context: ForgeContext, call: Call, { id, name, target, enforcement }: Ruleset): JsonObject {
  const repository = call.get('repository');
  const html = htmlUrl(context, repository, `/rules/${id}`);
  return { id, name, target, source_type: 'Repository', source: fullName(repository), enforcement, _links: { html: { href: html } } };
}

/** Bypass actors are told to those who may change the ruleset. */
function detailOf(context: ForgeContext, call: Call, ruleset: Ruleset): JsonObject {
  const { include, exclude, rules, bypassActors } = ruleset;
  return {
    ...summaryOf(context, call, ruleset),
    conditions: { ref_name: { include, exclude } },
    rules,
    ...(allows(call.get('permission'), 'admin') ? { bypass_actors: bypassActors } : {}),
  };
}

/** A ruleset from a body; what the body does not name stays as it was. */
function rulesetFrom(body: JsonObject, before: Ruleset): Ruleset {
  const name = before.name === '' ? requiredText(body, 'Ruleset', 'name') : (text(body, 'name') ?? before.name);
  const target = text(body, 'target') ?? before.target;
  if (target !== 'branch' && target !== 'tag') throw invalid('Ruleset', 'target', 'invalid');
  const enforcement = text(body, 'enforcement') ?? before.enforcement;
  if (enforcement !== 'active' && enforcement !== 'evaluate' && enforcement !== 'disabled') throw invalid('Ruleset', 'enforcement', 'invalid');
  const names = property(property(body, 'conditions'), 'ref_name');
  return {
    ...{ id: before.id, name, target, enforcement },
    include: names === undefined ? before.include : textsOf(property(names, 'include')),
    exclude: names === undefined ? before.exclude : textsOf(property(names, 'exclude')),
    rules: objectsOf(property(body, 'rules')) ?? before.rules,
    bypassActors: objectsOf(property(body, 'bypass_actors')) ?? before.bypassActors,
  };
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function objectsOf(value: Json | undefined): JsonObject[] | undefined {
  return Array.isArray(value) ? value.filter((one): one is JsonObject => isObject(one)) : undefined;
}
