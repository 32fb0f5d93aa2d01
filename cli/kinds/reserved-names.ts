/** Api names that no module can have since the system uses them, lower-case (Zoho "Create Custom Modules", error RESERVED_KEYWORD_NOT_ALLOWED). Surely not whole. */
const apiNames: ReadonlySet<string> = new Set([
  ...['settings', 'signals', 'notes', 'status', 'mailchimp', 'shifthours', 'chronologicalview'],
  ...['first_follow_up_by', 'first_follow_up_time', 'last_follow_up_by', 'last_follow_up_time', 'number_of_followups'],
  ...['converted_account', 'converted_contact', 'converted_deal', 'converted_potential'],
  ...['quoted_items', 'ordered_items', 'discount_percentage__s', 'discount_type__s', 'nearby_distance__s'],
]);

/** Words that cannot be a module's label, lower-case (Zoho "Create Custom Modules", error INVALID_DATA). Most also in the plural. */
const labels: ReadonlySet<string> = new Set([
  ...['customtab', 'custommodule', 'general', 'organization', 'approvals', 'salesinbox', 'unsubscribe', 'checklists', 'blueprints'],
  ...['fileupload', 'imageupload', 'consentform', 'datarequest', 'zsurvey', 'lockinginformation', 'locking information'],
  ...['role', 'roles', 'profile', 'profiles', 'report folder', 'report folders'],
  ...['blueprint transitions', 'blueprint states', 'blueprint logs', 'blueprint transition logs', 'blueprint state logs'],
  ...['quota', 'item', 'type', 'prediction', 'group'].flatMap((word) => [`forecast ${word}`, `forecast ${word}s`]),
  ...['fiscal period', 'fiscal periods'],
]);

/** Longest label of a module, in characters (Zoho "Create Custom Modules"; OpenAPI modules.json). */
export const longestModuleLabel = 25;

/** What a profile's name looks like (OpenAPI profiles.json, pattern of `name`). */
export const profileNameForm = /^[^~`#%^&*()+|,={};[\]"]+$/;

/** True for an api name that the CRM refuses for a new module. */
export function isReservedModuleName(name: string): boolean {
  return apiNames.has(name.toLowerCase());
}

/** True for a text that the CRM refuses as a module's label. */
export function isReservedLabel(label: string): boolean {
  return labels.has(label.toLowerCase());
}
