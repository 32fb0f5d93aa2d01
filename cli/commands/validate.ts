import { kinds } from '../kinds/catalog.gen.ts';
import { schemas } from '../kinds/schemas.gen.ts';
import { validators } from '../kinds/validators.gen.js';
import { exitCodes } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { compareFindings, countFindings, mostFindings } from '../model/finding.ts';
import { environmentFolder } from '../model/request.ts';
import { toValidateJson } from '../report/json/validate.ts';
import { toSarif } from '../report/sarif.ts';
import { formatFindings } from '../report/text/findings.ts';
import { formatFixes } from '../report/text/fixes.ts';
import type { ValidateView } from '../report/view.ts';
import { validateSnapshot } from '../validate/validate-snapshot.ts';
import type { DecodedSnapshot } from '../yaml/decode-environment.ts';
import type { CommandContext } from './context.ts';
import type { Environment } from './environment.ts';
import { decodeElements, elementFiles, loadEnvironment } from './environment.ts';
import { listEnvironments } from './environments.ts';
import { openFindingsCache } from './findings-cache.ts';
import type { FixedFiles } from './fix-files.ts';
import { fixFiles, locateReplacements } from './fix-files.ts';
import { withSecretFindings } from './secret-scan.ts';

/** Options of `validate`. */
export interface ValidateOptions {
  readonly format?: string;
  readonly fix?: boolean;
}

/** `orgcast validate [<org>…]`: all findings of the files, offline; with `--fix` those that are left after what can be corrected is. Exit 3 on an error. */
export async function runValidate(context: CommandContext, names: readonly string[], options: ValidateOptions): Promise<number> {
  const wanted = names.length > 0 ? names : listEnvironments(context);
  const fixes = options.fix === true ? wanted.map((name) => fixFiles(context, name, (one) => findFileProblems(context, one))) : [];
  const environments = wanted.map((name) => loadEnvironment(context, name));
  const views: ValidateView[] = [];
  for (const environment of environments) views.push(await validateEnvironment(context, environment));
  const view: ValidateView = {
    findings: [...views.flatMap((one) => one.findings), ...describeRefused(context, fixes)].sort(compareFindings),
    files: views.reduce((sum, one) => sum + one.files, 0),
    elements: views.reduce((sum, one) => sum + one.elements, 0),
    ...(options.fix === true ? { fixed: fixes.flatMap((one) => one.fixed) } : {}),
  };
  if (context.json || options.format === 'json') context.printJson(toValidateJson(view));
  else if (options.format === 'sarif') {
    const located = environments.flatMap((environment, index) => [...locateReplacements(environment, views[index]?.findings ?? [])]);
    context.printJson(toSarif(view.findings, context.world.version, new Map(located)));
  } else context.print(`${view.fixed === undefined ? '' : formatFixes(view.fixed, context.text)}${formatFindings(view.findings, context.text)}`);
  return countFindings(view.findings).error > 0 ? exitCodes.invalid : exitCodes.done;
}

/** Files whose corrections could not be written, as findings. */
function describeRefused(context: CommandContext, fixes: readonly FixedFiles[]): readonly Finding[] {
  const [message, fix] =
    context.text.lang === 'ja'
      ? ['書き方が特殊なため自動では修正できず、ファイルは変更されていません。', '指摘に従って手で修正してください。']
      : ['The file is written in a way that cannot be corrected without doubt, so it was left as it is.', 'Correct it by hand, as its findings say.'];
  return fixes.flatMap(({ refused }) =>
    refused.map((file) => ({ code: 'fix.refused', severity: 'warning', message, fix, file, line: 1, column: 1 })),
  );
}

/** Findings of one environment, from the cache when its files and the program are the same as last time. */
export async function validateEnvironment(context: CommandContext, environment: Environment): Promise<ValidateView> {
  const cache = openFindingsCache(context, environment);
  const known = cache.read();
  if (known !== undefined) return known;
  const decoded = decodeElements(environment.name, environment.files);
  const problems = [...environment.findings, ...findSnapshotProblems(decoded, context.text.lang)];
  const findings = await withSecretFindings(context, problems, pathsInRepository(environment.name, environment.files));
  const view: ValidateView = { findings, files: elementFiles(environment.files).size, elements: decoded.elements.size };
  cache.write(view);
  return view;
}

/** Findings of one environment that a program may know how to mend. */
function findFileProblems(context: CommandContext, { name, files, findings }: Environment): readonly Finding[] {
  return [...findings, ...findSnapshotProblems(decodeElements(name, files), context.text.lang)];
}

/** An environment's files by their path in the repository. */
export function pathsInRepository(name: string, files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, content]) => [`${environmentFolder(name)}/${path}`, content]));
}

/** Findings of decoded elements: those of reading, and those of schemas, references and limits. */
export function findSnapshotProblems(decoded: DecodedSnapshot, lang: 'en' | 'ja'): readonly Finding[] {
  // Where not all files were read, elements seem to be missing that are not.
  if (decoded.findings.length > mostFindings) return decoded.findings;
  return [...decoded.findings, ...validateSnapshot(decoded, { kinds, schemas, validators, lang })];
}
