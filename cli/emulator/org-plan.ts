import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, text } from '../model/json.ts';
import { bundleType } from './crm/license.ts';
import type { OrgChange } from './crm/seed/change-org.ts';
import { changeable } from './crm/seed/change-org.ts';
import type { AddedOrg } from './org-access.ts';

const editions = ['free', 'standard', 'professional', 'enterprise', 'ultimate'];
const types = ['production', 'sandbox', 'developer', 'bigin'];
const planMembers: Readonly<Record<string, (value: Json) => boolean>> = {
  name: (value) => typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,62}$/.test(value),
  edition: (value) => typeof value === 'string' && editions.includes(value),
  type: (value) => typeof value === 'string' && types.includes(value),
  bundle: (value) => value === null || (typeof value === 'string' && bundleType(value) !== undefined),
  integrations: isTexts,
  extensions: isTexts,
  trial: (value) => typeof value === 'boolean' || (typeof value === 'string' && !Number.isNaN(Date.parse(value))),
  records: (value) => isObject(value) && Object.values(value).every((count) => Number.isInteger(count)),
  userProfile: (value) => typeof value === 'string' && value.trim() !== '' && value.length <= 50,
  disabledApis: isTexts,
  scopes: isTexts,
  locale: (value) => typeof value === 'string',
  timeZone: (value) => typeof value === 'string',
  timeOffset: (value) => typeof value === 'string' && /^[+-]\d\d:\d\d$/.test(value),
  currency: (value) => typeof value === 'string',
  userLicenses: Number.isInteger,
  tokenLimit: Number.isInteger,
  creditLimit: Number.isInteger,
  seed: (value) => typeof value === 'string',
};

function isTexts(value: Json): boolean {
  return isList(value) && value.every((item) => typeof item === 'string');
}

/** The plan of an org from a control request, or what is wrong with it. */
export function readPlan(body: Json): AddedOrg | string {
  if (!isObject(body) || text(body, 'name') === undefined) return 'the body needs a `name`';
  return findProblem(body, Object.keys(planMembers)) ?? (body as unknown as AddedOrg);
}

/** What of an org is to change by a control request, or what is wrong with it. */
export function readChange(body: Json): OrgChange | string {
  if (!isObject(body)) return 'the body is an object of what is to change';
  return findProblem(body, changeable) ?? (body as unknown as OrgChange);
}

function findProblem(body: JsonObject, known: readonly string[]): string | undefined {
  for (const [name, value] of Object.entries(body)) {
    const holds = known.includes(name) ? planMembers[name] : undefined;
    if (holds === undefined) return `an org has no member \`${name}\` here; known: ${known.join(', ')}`;
    if (!holds(value)) return `\`${name}\` cannot be ${JSON.stringify(value)}`;
  }
  return undefined;
}
