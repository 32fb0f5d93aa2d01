import type { Json, JsonObject } from '../../../model/json.ts';

/**
 * A module that every org has, in a short notation of our own. A field is a line
 * `Api_Name type[:length] [!] [ro] ["Label"] [-> Module] [= option; option]`: `!` must be filled, `ro` cannot be edited; without a label the
 * name is the label. Sections are those of the Standard layout; `off` are fields on no layout.
 */
export interface StandardModule {
  readonly name: string;
  readonly singular: string;
  readonly plural: string;
  /** the inner `module_name` where it differs, e.g. Deals is Potentials */
  readonly inner?: string;
  /** `default` when absent */
  readonly sort?: 'subform' | 'field_tracker';
  /** false for modules that the API lists but does not open */
  readonly apiSupported?: false;
  /** the display field; default the first one */
  readonly display?: string;
  readonly sections?: Readonly<Record<string, string>>;
  readonly off?: string;
}

/** Fields of a text in the short notation. Blank lines are passed over. */
export function parseFieldLines(lines: string): JsonObject[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(parseFieldLine);
}

const linePattern =
  /^(?<name>\w+) (?<type>\w+)(?::(?<length>\d+))?(?<required> !)?(?<fixed> ro)?(?: "(?<label>[^"]+)")?(?: -> (?<target>\w+))?(?: = (?<options>.+))?$/;

function parseFieldLine(line: string): JsonObject {
  const parts = linePattern.exec(line)?.groups;
  if (parts === undefined) throw new SyntaxError(`no field line: ${line}`);
  const { name = '', type = '', length, required, fixed, label, target, options } = parts;
  const facts: { [name: string]: Json } = { api_name: name, data_type: type, field_label: label ?? labelOf(name) };
  if (length !== undefined) facts['length'] = Number(length);
  if (required !== undefined) facts['system_mandatory'] = true;
  if (fixed !== undefined) facts['read_only'] = true;
  if (target !== undefined) facts['_target'] = target;
  if (options !== undefined) facts['_values'] = options.split(';').map((option) => option.trim());
  if (name === 'Tag') facts['json_type'] = 'jsonarray';
  return facts;
}

function labelOf(name: string): string {
  return name.replace(/__s$/, '').replaceAll('_', ' ');
}

/** Lines that most modules share: who and when. */
export const authorLines = `
Created_By ownerlookup ro
Modified_By ownerlookup ro
Created_Time datetime ro
Modified_Time datetime ro
Tag text:2000`;

/** Lines of fields that most modules have and no layout shows. */
export const hiddenLines = `
Last_Activity_Time datetime ro
Locked__s boolean ro
Record_Status__s picklist ro = Available; Draft; Trash
Change_Log_Time__s datetime ro
Layout layout ro`;

/** Lines of modules with an address to mail to. */
export const mailLines = `
Unsubscribed_Mode picklist ro = -None-; Consent form; Manual; Unsubscribe link
Unsubscribed_Time datetime ro
Last_Enriched_Time__s datetime ro
Enrich_Status__s picklist ro = Available; Enriched; Data not found`;

/** The four lines of a postal address under a prefix such as `Billing`. */
export function addressLines(prefix: string): string {
  return ['Street', 'City', 'State', 'Code', 'Country'].map((part) => `${prefix}_${part} text:${part === 'Street' ? 250 : 100}`).join('\n');
}
