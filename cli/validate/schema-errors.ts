import type { ErrorObject } from 'ajv';

/** A schema error about one place. */
export interface SchemaError {
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** attribute path of the value */
  readonly path: readonly string[];
  /** the name at the end of the path is what is wrong, not its value */
  readonly ofName?: true;
}

/** Keywords that only say that what another error tells is so. */
const echoes: ReadonlySet<string> = new Set(['if', 'propertyNames']);

/** A value with more errors than this is not ours to explain one by one. */
const most = 500;

/**
 * The errors of a value, the first few hundred, without those of alternatives that were not meant: where one of several forms must fit, the errors of a form of the value's own type are kept,
 * and where no form has that type, one error names all types.
 */
export function selectErrors(all: readonly ErrorObject[]): readonly SchemaError[] {
  const errors = all.slice(0, most);
  let kept: readonly ErrorObject[] = errors;
  for (const error of errors) if (error.keyword === 'oneOf' || error.keyword === 'anyOf') kept = settleChoice(kept, error);
  return kept.filter((error) => !echoes.has(error.keyword)).map(toSchemaError);
}

/** What stands where nothing may is an error of `not`; JSON Schema has no keyword for it. */
function toSchemaError({ keyword, params, instancePath, propertyName }: ErrorObject): SchemaError {
  const path = parsePointer(instancePath);
  const shared = { keyword: keyword === 'false schema' ? 'not' : keyword, params };
  return propertyName === undefined ? { ...shared, path } : { ...shared, path: [...path, propertyName], ofName: true };
}

function settleChoice(errors: readonly ErrorObject[], choice: ErrorObject): readonly ErrorObject[] {
  const at = errors.indexOf(choice);
  const within = (error: ErrorObject, index: number) => index < at && isWithin(error.instancePath, choice.instancePath);
  const ofType = (error: ErrorObject, index: number) =>
    within(error, index) && error.keyword === 'type' && error.instancePath === choice.instancePath;
  // What else a form says of a value that is not even of its type is no news.
  const others = new Set(errors.filter(ofType).map(formOf));
  const isVain = (error: ErrorObject, index: number) =>
    within(error, index) && error.instancePath === choice.instancePath && others.has(formOf(error));
  const details = errors.filter((error, index) => within(error, index) && !isVain(error, index));
  if (details.length > 0) return errors.filter((error, index) => error !== choice && !isVain(error, index));
  const types = errors.filter(ofType).flatMap((error) => error.params['type'] as string | string[]);
  if (types.length === 0) return errors;
  const merged: ErrorObject = { ...choice, keyword: 'type', params: { type: [...new Set(types)] } };
  return errors.filter((error, index) => !ofType(error, index)).map((error) => (error === choice ? merged : error));
}

/** The form that an error is about: where its keyword stands in the schema. */
function formOf({ schemaPath }: ErrorObject): string {
  return schemaPath.slice(0, schemaPath.lastIndexOf('/'));
}

function isWithin(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}/`);
}

/** Parts of a JSON Pointer (RFC 6901). */
function parsePointer(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
