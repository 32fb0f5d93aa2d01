import { kinds } from '../kinds/catalog.gen.ts';
import { schemas } from '../kinds/schemas.gen.ts';
import { validators } from '../kinds/validators.gen.js';
import { exitCodes } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { compareFindings, countFindings } from '../model/finding.ts';
import { toValidateJson } from '../report/json/validate.ts';
import { toSarif } from '../report/sarif.ts';
import { formatFindings } from '../report/text/findings.ts';
import type { ValidateView } from '../report/view.ts';
import { validateSnapshot } from '../validate/validate-snapshot.ts';
import type { DecodedSnapshot } from '../yaml/decode-environment.ts';
import type { CommandContext } from './context.ts';
import type { Environment } from './environment.ts';
import { decodeElements, elementFiles, loadEnvironment } from './environment.ts';
import { listEnvironments } from './environments.ts';
import { openFindingsCache } from './findings-cache.ts';

/** Options of `validate`. */
export interface ValidateOptions {
  readonly format?: string;
}

/** `orgcast validate [<org>…]`: all findings of the files, offline. Exit 3 on an error. */
export function runValidate(context: CommandContext, names: readonly string[], options: ValidateOptions): number {
  const wanted = names.length > 0 ? names : listEnvironments(context);
  const views = wanted.map((name) => validateEnvironment(context, loadEnvironment(context, name)));
  const view: ValidateView = {
    findings: views.flatMap((one) => one.findings).sort(compareFindings),
    files: views.reduce((sum, one) => sum + one.files, 0),
    elements: views.reduce((sum, one) => sum + one.elements, 0),
  };
  if (context.json || options.format === 'json') context.printJson(toValidateJson(view));
  else if (options.format === 'sarif') context.printJson(toSarif(view.findings, context.world.version));
  else context.print(formatFindings(view.findings, context.text));
  return countFindings(view.findings).error > 0 ? exitCodes.invalid : exitCodes.done;
}

/** Findings of one environment, from the cache when its files and the program are the same as last time. */
export function validateEnvironment(context: CommandContext, environment: Environment): ValidateView {
  const cache = openFindingsCache(context, environment);
  const known = cache.read();
  if (known !== undefined) return known;
  const decoded = decodeElements(environment.name, environment.files);
  const findings = [...environment.findings, ...findSnapshotProblems(decoded, context.text.lang)];
  const view: ValidateView = { findings, files: elementFiles(environment.files).size, elements: decoded.elements.size };
  cache.write(view);
  return view;
}

/** Findings of decoded elements: those of reading, and those of schemas, references and limits. */
export function findSnapshotProblems(decoded: DecodedSnapshot, lang: 'en' | 'ja'): readonly Finding[] {
  return [...decoded.findings, ...validateSnapshot(decoded, { kinds, schemas, validators, lang })];
}
