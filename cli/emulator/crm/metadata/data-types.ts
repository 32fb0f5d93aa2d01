/** What the API shows for every field of a data type, and what a create call may say about it. Facts of the OpenAPI file fields.json and of real answers. */
export interface DataTypeFacts {
  readonly jsonType: 'string' | 'integer' | 'double' | 'boolean' | 'jsonobject' | 'jsonarray';
  /** the web client's number of the input control */
  readonly uiType: number;
  /** `length` when the create call names none; absent where answers have no length */
  readonly length?: number;
  /** longest `length` that can be asked for; absent where it cannot be chosen */
  readonly maxLength?: number;
  /** true for the 25 types of the create call's enum */
  readonly creatable?: boolean;
  /** body member without which the type cannot be created */
  readonly needs?: 'lookup' | 'multiselectlookup' | 'formula' | 'rollup_summary' | 'auto_number';
  /** body members beyond the common ones that the type takes */
  readonly takes?: readonly string[];
  /** computed or written by the system: nobody edits it in a form */
  readonly computed?: boolean;
}

const creatable = true;

/** The data types by their API name. */
export const dataTypes: Readonly<Record<string, DataTypeFacts>> = {
  text: { jsonType: 'string', uiType: 1, length: 255, maxLength: 255, creatable, takes: ['unique', 'crypt', 'external', 'encrypt_case'] },
  textarea: { jsonType: 'string', uiType: 110, length: 2000, maxLength: 50_000, creatable, takes: ['textarea', 'crypt'] },
  email: { jsonType: 'string', uiType: 25, length: 100, maxLength: 100, creatable, takes: ['unique', 'crypt'] },
  phone: { jsonType: 'string', uiType: 33, length: 30, maxLength: 30, creatable, takes: ['unique', 'crypt'] },
  website: { jsonType: 'string', uiType: 21, length: 450, maxLength: 450, creatable, takes: ['unique'] },
  picklist: { jsonType: 'string', uiType: 2, length: 120, creatable, takes: ['pick_list_values', 'global_picklist'] },
  multiselectpicklist: { jsonType: 'jsonarray', uiType: 100, length: 1000, creatable, takes: ['pick_list_values', 'global_picklist'] },
  date: { jsonType: 'string', uiType: 202, length: 20, creatable, takes: ['crypt'] },
  datetime: { jsonType: 'string', uiType: 333, length: 120, creatable, takes: ['crypt'] },
  integer: { jsonType: 'integer', uiType: 32, length: 9, maxLength: 9, creatable, takes: ['unique', 'crypt', 'separator'] },
  bigint: { jsonType: 'string', uiType: 52, length: 18, maxLength: 18, creatable, takes: ['unique', 'crypt', 'separator', 'external'] },
  autonumber: { jsonType: 'string', uiType: 111, length: 255, maxLength: 255, creatable, needs: 'auto_number', takes: ['auto_number'] },
  currency: { jsonType: 'double', uiType: 36, length: 16, maxLength: 16, creatable, takes: ['unique', 'currency', 'crypt', 'decimal_place'] },
  percent: { jsonType: 'double', uiType: 39, length: 5, maxLength: 5, creatable, takes: ['unique', 'crypt'] },
  double: { jsonType: 'double', uiType: 38, length: 16, maxLength: 16, creatable, takes: ['unique', 'crypt', 'decimal_place', 'separator'] },
  boolean: { jsonType: 'boolean', uiType: 301, length: 5, creatable },
  fileupload: { jsonType: 'jsonarray', uiType: 501, length: 5, maxLength: 5, creatable },
  imageupload: { jsonType: 'jsonarray', uiType: 502, length: 10, maxLength: 10, creatable },
  lookup: { jsonType: 'jsonobject', uiType: 133, length: 120, creatable, needs: 'lookup', takes: ['lookup'] },
  userlookup: { jsonType: 'jsonobject', uiType: 221, length: 50, creatable, takes: ['lookup'] },
  multiselectlookup: { jsonType: 'jsonarray', uiType: 445, length: 200, creatable, needs: 'multiselectlookup', takes: ['multiselectlookup'] },
  multiuserlookup: { jsonType: 'jsonarray', uiType: 446, length: 200, creatable, takes: ['multiselectlookup'] },
  formula: { jsonType: 'string', uiType: 116, length: 16, creatable, needs: 'formula', takes: ['formula', 'decimal_place'], computed: true },
  rollup_summary: {
    jsonType: 'double',
    uiType: 117,
    length: 16,
    creatable,
    needs: 'rollup_summary',
    takes: ['rollup_summary', 'decimal_place'],
    computed: true,
  },
  address: { jsonType: 'jsonobject', uiType: 600, creatable },
  ownerlookup: { jsonType: 'jsonobject', uiType: 8, length: 120 },
  profileimage: { jsonType: 'string', uiType: 66, length: 255 },
  subform: { jsonType: 'jsonarray', uiType: 500 },
  layout: { jsonType: 'jsonobject', uiType: 208, length: 50 },
  RRULE: { jsonType: 'jsonobject', uiType: 780, length: 2000 },
  ALARM: { jsonType: 'jsonobject', uiType: 999, length: 2000 },
  multireminder: { jsonType: 'jsonarray', uiType: 785, length: 2000 },
  module: { jsonType: 'jsonobject', uiType: 787, length: 120 },
  linetax: { jsonType: 'jsonarray', uiType: 790, length: 2000 },
  territories: { jsonType: 'jsonarray', uiType: 290, length: 2000 },
  consent_lookup: { jsonType: 'jsonobject', uiType: 441, length: 120 },
  multi_module_lookup: { jsonType: 'jsonobject', uiType: 448, length: 120 },
};

const unknownType: DataTypeFacts = { jsonType: 'string', uiType: 1, length: 255 };

/** Facts of a data type; the list of types is open, so an unknown one reads as a text that nobody can create. */
export function factsOfType(dataType: string): DataTypeFacts {
  return Object.hasOwn(dataTypes, dataType) ? (dataTypes[dataType] ?? unknownType) : unknownType;
}

/** Names of the types that the create call takes. */
export const creatableTypes: readonly string[] = Object.keys(dataTypes).filter((name) => dataTypes[name]?.creatable);

/** Length of a text area by its kind. */
export const textareaLengths: Readonly<Record<string, number>> = { small: 2000, large: 32_000, rich_text: 50_000 };

/** Kind of a text area by its length. */
export function textareaKind(length: number): string {
  return Object.keys(textareaLengths).find((kind) => length <= (textareaLengths[kind] ?? 0)) ?? 'rich_text';
}
