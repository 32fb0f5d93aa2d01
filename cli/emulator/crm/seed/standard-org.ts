import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { makeField, makeStandardLayout } from '../metadata/field-make.ts';
import { lookupFacts } from '../metadata/lookup-facts.ts';
import { findModule } from '../metadata/lookups.ts';
import { makeModule } from '../metadata/module-make.ts';
import type { Writing } from '../metadata/writing.ts';
import { activityModules } from './standard/activities.ts';
import { catalogueModules } from './standard/catalogue.ts';
import { orderModules } from './standard/orders.ts';
import { salesModules } from './standard/sales.ts';
import { systemModules } from './standard/system.ts';
import type { StandardModule } from './standard-module.ts';
import { parseFieldLines } from './standard-module.ts';

/** Every module that a new org has. */
const standardModules: readonly StandardModule[] = [...systemModules, ...salesModules, ...activityModules, ...catalogueModules, ...orderModules];

/** Gives a new org its standard modules with fields and a Standard layout each, labels in English. Modules first, so that lookups find their targets. */
export function seedStandardModules(writing: Writing): void {
  const made = standardModules.map((plan) => ({ plan, module: makeModule(writing, moduleFacts(plan)) }));
  for (const { plan, module } of made) seedContent(writing, plan, module);
}

function moduleFacts(plan: StandardModule) {
  const closed = plan.apiSupported === false ? { api_supported: false } : {};
  const first = parseFieldLines(Object.values(plan.sections ?? {})[0] ?? '')[0];
  return {
    api_name: plan.name,
    module_name: plan.inner ?? plan.name,
    singular_label: plan.singular,
    plural_label: plan.plural,
    generated_type: plan.sort ?? 'default',
    convertable: plan.name === 'Leads',
    show_as_tab: plan.sort === undefined,
    _display_field: plan.display ?? text(first, 'api_name') ?? '',
    ...closed,
  };
}

function seedContent(writing: Writing, plan: StandardModule, module: Doc): void {
  const sections = Object.entries(plan.sections ?? {}).map(([name, lines]) => ({ name, facts: parseFieldLines(lines) }));
  for (const { facts } of sections) for (const field of facts) seedField(writing, module, field);
  for (const field of parseFieldLines(plan.off ?? '')) seedField(writing, module, field);
  if (sections.length === 0) return;
  makeStandardLayout(
    writing,
    module,
    sections.map(({ name, facts }) => ({ name, fields: facts.map((field) => text(field, 'api_name') ?? '') })),
  );
}

function seedField(writing: Writing, module: Doc, facts: JsonObject): Doc {
  const { _target, ...own } = facts;
  const display = own['api_name'] === module['_display_field'] ? { display_field: true } : {};
  const target = typeof _target === 'string' ? findModule(writing.store, writing.org.name, _target) : undefined;
  const lookup = target === undefined ? {} : { lookup: lookupFacts({ writing, module }, {}, target) };
  return makeField(writing, module, { ...own, ...display, ...lookup });
}
