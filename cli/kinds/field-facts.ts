/** Data types that `POST /settings/fields` takes (OpenAPI fields.json, request body). */
export const creatableDataTypes: ReadonlySet<string> = new Set([
  ...[
    'text',
    'textarea',
    'email',
    'phone',
    'website',
    'integer',
    'bigint',
    'double',
    'percent',
    'currency',
    'boolean',
    'date',
    'datetime',
    'address',
  ],
  ...['picklist', 'multiselectpicklist', 'autonumber', 'formula', 'rollup_summary', 'fileupload', 'imageupload'],
  ...['lookup', 'userlookup', 'multiselectlookup', 'multiuserlookup'],
]);

/** System fields that Zoho makes together with a new custom module (seen in the samples of production orgs). */
export const arrivingFields: ReadonlySet<string> = new Set([
  ...['Name', 'Owner', 'Email', 'Secondary_Email', 'Email_Opt_Out', 'Created_By', 'Modified_By', 'Created_Time', 'Modified_Time'],
  ...['Last_Activity_Time', 'Tag', 'Record_Image', 'Unsubscribed_Mode', 'Unsubscribed_Time', 'Locked__s', 'Record_Status__s'],
]);

/** What can be changed of a system field; its type, size and rules are the product's (reported for `unique`; for the rest unproved on a live org). */
export const systemFieldChanges: ReadonlySet<string> = new Set([
  'field_label',
  'tooltip',
  'pick_list_values',
  'pick_list_values_sorted_lexically',
  'enable_colour_code',
  'profiles',
]);

/** Longest label that a create takes in practice (samples: labels stop at 50 characters). */
const longestLabel = 50;

/**
 * The api name that Zoho derives from a label: runs of anything but ASCII letters and digits become one underscore, trimmed at both ends
 * (facts: samples 5; unproved on a live org, so every create is read back).
 */
export function deriveApiName(label: string): string {
  const name = label.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return name === '' || /^[0-9]/.test(name) || label.length > longestLabel ? '' : name;
}

/** A label from which Zoho derives the wanted api name: the field's own when it does, else the api name with spaces, to be renamed afterwards. */
export function labelForApiName(apiName: string, label: string | undefined): string {
  return label !== undefined && deriveApiName(label) === apiName ? label : apiName.replaceAll('_', ' ');
}

/** Types whose length can be chosen. */
export const sizedTypes: ReadonlySet<string> = new Set(['text', 'integer', 'bigint', 'double', 'percent', 'currency', 'email', 'phone', 'website']);

/** Names with a `__` other than the system suffixes belong to an extension's name space (facts: samples 7). */
export function isExtensionName(apiName: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]*__(?!s$|r$)[A-Za-z]/.test(apiName);
}
