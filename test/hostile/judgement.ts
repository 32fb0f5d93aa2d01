import { readPullConsents } from '../../cli/commands/consents.ts';
import type { CommandContext } from '../../cli/commands/context.ts';
import { kindsByName } from '../../cli/commands/context.ts';
import { decodeElements, encodeElements } from '../../cli/commands/environment.ts';
import { planEnvironment } from '../../cli/commands/plan-environment.ts';
import { findSnapshotProblems } from '../../cli/commands/validate.ts';
import { changedPaths, isAncestor, parents, revParse } from '../../cli/git/history.ts';
import type { TreeFile } from '../../cli/git/trees.ts';
import { readTreeAt } from '../../cli/git/trees.ts';
import { bundleDigest, bundleOf } from '../../cli/key/bundle.ts';
import { checkRequest } from '../../cli/key/check-request.ts';
import { readRequest } from '../../cli/key/request.ts';
import type { CommitFacts, RequestFacts } from '../../cli/key/request-facts.ts';
import type { Finding } from '../../cli/model/finding.ts';
import { countFindings } from '../../cli/model/finding.ts';
import { usualRules } from '../../cli/model/org.ts';
import type { Plan } from '../../cli/model/plan.ts';
import { toCheckJson } from '../../cli/report/json/request.ts';
import { writePlanComment } from '../../cli/report/markdown/plan.ts';
import { writeRefusalComment } from '../../cli/report/markdown/refusal.ts';
import { toSarif } from '../../cli/report/sarif.ts';
import { formatFindings } from '../../cli/report/text/findings.ts';
import { formatPlan } from '../../cli/report/text/plan.ts';
import { mergedRequest } from '../key/world.ts';
import type { FuzzWorld } from './fuzz-world.ts';

/** What a check says of a request, in every form in which it says it. */
export interface Judged {
  readonly accepted: boolean;
  readonly findings: readonly Finding[];
  readonly plan: Plan | undefined;
  readonly comment: string;
  readonly text: string;
  readonly json: string;
  readonly sarif: string;
  /** files that an export of the elements would write, by path within the environment; only where the elements are sound */
  readonly written: ReadonlyMap<string, string>;
}

const text = { lang: 'en', titleOf: (kind: string) => kindsByName.get(kind)?.title, color: false, width: 100 } as const;
const withoutSecrets = { variable: () => undefined } as unknown as CommandContext;

/** Judges the commit of an open request as `check` does, without a forge: the forge's answers are those about an honest request. */
export async function judgeCommit(world: FuzzWorld, head: string, body: string): Promise<Judged> {
  const entries = await readTreeAt(world.repository, head, 'environments/osaka');
  const facts = await factsOf(world, head, body, entries);
  const files = new Map(entries.map(({ path, text: content }) => [path.slice('environments/osaka/'.length), content]));
  const decoded = decodeElements('osaka', files);
  const findings = [...checkRequest(facts), ...findSnapshotProblems(decoded, 'en')];
  const given = readPullConsents(body);
  let plan: Plan | undefined;
  if (countFindings(findings).error === 0) {
    const basis = { name: 'osaka', rules: usualRules, desired: decoded, created: new Map(), consents: given.consents, exact: new Set<never>() };
    const planned = planEnvironment(withoutSecrets, basis, world.live);
    plan = { ...planned, findings: [...planned.findings, ...given.findings] };
  }
  const accepted = plan !== undefined && countFindings(plan.findings).error === 0;
  const all = [...findings, ...(plan?.findings ?? [])];
  const view = { org: 'osaka', number: 12, kid: facts.request?.claim.kid ?? null, digest: facts.request?.claim.bundle ?? null };
  return {
    accepted,
    findings: all,
    plan,
    comment: accepted && plan !== undefined ? writePlanComment(plan, text, { rest: 'summary' }) : writeRefusalComment('osaka', all, text, 'summary'),
    text: plan === undefined ? formatFindings(findings, text) : formatPlan(plan, text),
    json: JSON.stringify(toCheckJson({ ...view, accepted, findings: all, plan: plan ?? null })),
    sarif: JSON.stringify(toSarif(all, '0.0.0-test')),
    written: plan === undefined ? new Map() : encodeElements(decoded, files),
  };
}

async function factsOf(world: FuzzWorld, head: string, body: string, entries: readonly TreeFile[]): Promise<RequestFacts> {
  const { repository: git, baseCommit } = world;
  const written = entries.find(({ path }) => path === 'environments/osaka/request.json')?.text;
  const request = written === undefined ? undefined : readRequest(written);
  const base = request?.claim.baseCommit;
  const known =
    base !== undefined &&
    (await revParse(git, base).then(
      () => true,
      () => false,
    ));
  const commits: CommitFacts = {
    headParents: await parents(git, head),
    baseWasOnBranch: known && (await isAncestor(git, base, baseCommit)),
    changedPaths: known ? await changedPaths(git, base, head) : [],
    entries,
    headDigest: bundleDigest(bundleOf('osaka', entries)),
  };
  const pull = { merge: undefined, state: 'open', headSha: head, body } as const;
  return mergedRequest({ pull, facts: { policyCommit: baseCommit, request, commits } });
}
