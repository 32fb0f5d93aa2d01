import type { Json } from '../model/json.ts';
import { property } from '../model/json.ts';
import type { BranchRules, Known, RulesetFacts } from '../model/setup.ts';
import type { Forge } from './forge.ts';
import { callForge } from './forge.ts';

const permission = 'metadata: read';

/** The rules in force for a branch, all rulesets together (REST `GET /repos/{owner}/{repo}/rules/branches/{branch}`). */
export async function readBranchRules(forge: Forge, branch: string): Promise<BranchRules> {
  const purpose = { what: `read the rules of the branch ${branch}`, permission };
  const rules = await callForge(forge, purpose, (octokit, at) =>
    octokit.paginate(octokit.rest.repos.getBranchRules, { ...at, branch, per_page: 100 }),
  );
  const parameters = rules.flatMap((rule) => (rule.type === 'pull_request' && rule.parameters !== undefined ? [rule.parameters] : []));
  return {
    types: new Set(rules.map(({ type }) => type)),
    reviews: {
      count: Math.max(0, ...parameters.map((one) => one.required_approving_review_count)),
      codeOwners: parameters.some((one) => one.require_code_owner_review),
      dismissStale: parameters.some((one) => one.dismiss_stale_reviews_on_push),
      lastPush: parameters.some((one) => one.require_last_push_approval),
    },
    rulesets: new Set(rules.flatMap(({ ruleset_id }) => ruleset_id ?? [])),
  };
}

/** All rulesets that hold here, those of the organization included (REST `GET /repos/{owner}/{repo}/rulesets` and each of them). */
export async function readRulesets(forge: Forge): Promise<readonly RulesetFacts[]> {
  const purpose = { what: 'read the rulesets', permission };
  const list = await callForge(forge, purpose, (octokit, at) => octokit.paginate(octokit.rest.repos.getRepoRulesets, { ...at, per_page: 100 }));
  return Promise.all(list.map(({ id }) => readRuleset(forge, id)));
}

async function readRuleset(forge: Forge, id: number): Promise<RulesetFacts> {
  const purpose = { what: `read the ruleset ${id}`, permission };
  const { data } = await callForge(forge, purpose, (octokit, at) => octokit.rest.repos.getRepoRuleset({ ...at, ruleset_id: id }));
  const names = property(data.conditions as Json | undefined, 'ref_name');
  return {
    ...{ id, name: data.name, target: data.target ?? 'branch', active: data.enforcement === 'active' },
    include: textsOf(property(names, 'include')),
    exclude: textsOf(property(names, 'exclude')),
    types: new Set((data.rules ?? []).map(({ type }) => type)),
    bypass: bypassOf(data.bypass_actors),
  };
}

interface Actor {
  readonly actor_id?: number | null;
  readonly actor_type: string;
  readonly bypass_mode?: string;
}

/** The forge leaves the list out for everybody who may not change the ruleset. */
function bypassOf(actors: readonly Actor[] | undefined): Known<readonly string[]> {
  if (actors === undefined) return { known: false, why: 'who may pass the rules is told to administrators only' };
  const value = actors.map(({ actor_type, actor_id, bypass_mode }) => [actor_type, actor_id, bypass_mode].filter((part) => part != null).join(' '));
  return { known: true, value };
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
