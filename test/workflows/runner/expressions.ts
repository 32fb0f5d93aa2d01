import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { truthy } from '@actions/expressions/result';
import type { Json } from '../../../cli/model/json.ts';
import type { Written, WrittenMap } from './workflow-file.ts';
import { Expression, mapOf } from './workflow-file.ts';

/** What an expression may refer to, and how what it depends on has ended so far. */
export interface Scope {
  readonly contexts: Readonly<Record<string, Json>>;
  /** of the steps before, or of the jobs that are needed */
  readonly failed: boolean;
}

/** The value of an expression by GitHub's own evaluator. A context that is not in the scope is an error, as in GitHub. */
function evaluate(source: string, scope: Scope): data.ExpressionData {
  const answer = (name: string, value: boolean) => ({ name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value) });
  const functions = [answer('success', !scope.failed), answer('failure', scope.failed), answer('always', true), answer('cancelled', false)];
  const tree = new Parser(new Lexer(source).lex().tokens, Object.keys(scope.contexts), functions).parse();
  const contexts = JSON.parse(JSON.stringify(scope.contexts), data.reviver) as data.Dictionary;
  return new Evaluator(tree, contexts, new Map(functions.map((one) => [one.name, one]))).evaluate();
}

/** Whether an `if:` holds. */
export function holds(condition: string, scope: Scope): boolean {
  return truthy(evaluate(condition, scope));
}

/** A value with its expressions evaluated, as text; absent is empty. */
export function textOf(written: Written | undefined, scope: Scope): string {
  if (written === undefined || written === null) return '';
  if (written instanceof Expression) return evaluate(written.source, scope).coerceString();
  if (typeof written === 'object') throw new Error(`a text was expected, not ${JSON.stringify(written)}`);
  return String(written);
}

/** A mapping of texts such as `env`, `with` or `outputs`. */
export function textsOf(written: Written | undefined, scope: Scope): Record<string, string> {
  const map: WrittenMap = mapOf(written);
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, textOf(value, scope)]));
}
