import type { Fact } from './sample-facts.ts';

/** Facts of documents that are no configuration, and why. */
interface Exception {
  readonly reason: string;
  /** the kinds that it concerns; all when absent */
  readonly kinds?: readonly string[];
  /** names of places, or of what is around them, from the outside in: `lookup.api_name` */
  readonly at: readonly string[];
  /** what the values look like; all of them when absent */
  readonly value?: RegExp;
  /** the last names of places that it does not concern */
  readonly except?: readonly string[];
}

/** Everything that the documented samples say and files do not. */
export const exceptions: readonly Exception[] = [
  // Of whatever kind.
  {
    reason: 'ids differ from org to org; what they stand for is named',
    at: ['id', 'zgid', 'primary_zuid', 'zia_portal_id', 'section_id', 'ui_type'],
  },
  {
    reason: 'times of the org',
    at: ['created_time', 'modified_time', 'last_accessed_time', 'last_usage_time', 'created_time__s', 'modified_time__s'],
  },
  { reason: 'who made or changed it', at: ['created_by', 'modified_by', 'created_by__s', 'modified_by__s'] },
  {
    reason: 'of a person files have the address or the id, never the name',
    at: ['name', 'value', 'resource', 'resources', 'manager'],
    value: /^User \d+$/,
  },
  { reason: 'what the CRM lets one do with it', at: ['editable', 'deletable', 'lock_status', 'lock', 'actions_allowed', 'customizable_properties'] },
  {
    reason: 'what made it: the product, or somebody in the CRM',
    at: ['source', 'created_source', 'system_defined', 'presence', 'category', 'internal', 'deprecated', 'generated_type', 'custom_field'],
    value: /^(crm|user|default|system|false|true|0|1|normal|system_templates|created_by_me|public_views)$/,
  },
  {
    reason: 'counts, and what uses it',
    at: ['associated', 'last_version_statistics', 'used_in_modules', 'profile_count', 'masked_fields_count', 'has_more_profiles'],
  },
  { reason: 'the order of the list, which the list has', at: ['sequence_number', 'quick_sequence_number'] },
  { reason: 'the kind of what is referred to, which the reference says', at: ['actions.type', 'followup_actions.type', 'default_assignee.type'] },
  { reason: 'a value that is in use is so without saying', at: ['pick_list_values.type'], value: /^used$/ },
  // What the CRM says of fields, modules and layouts by itself (zoho-samples facts 17, 19, 23 and 27): no request takes it.
  {
    reason: 'how the product shows a field and where it can be used, which follows from its type',
    kinds: ['field'],
    at: [
      ...[
        'blueprint_supported',
        'businesscard_supported',
        'colour_code_enabled_by_system',
        'display_field',
        'display_type',
        'email_parser',
        'webhook',
      ],
      ...[
        'field_read_only',
        'filterable',
        'searchable',
        'sortable',
        'mass_update',
        'json_type',
        'operation_type',
        'view_type',
        'virtual_field',
        'type',
      ],
    ],
  },
  { reason: 'the label of the product, whatever a field is called', kinds: ['field'], at: ['display_label'] },
  { reason: 'a field is in a layout because the layout has it', kinds: ['field'], at: ['layout_associations'] },
  {
    reason: 'lengths of texts of these types, and that a computed value cannot be typed in, follow from the type',
    kinds: ['field'],
    at: ['length', 'read_only'],
  },
  {
    reason: 'what everybody may do with a field goes without saying',
    kinds: ['field'],
    at: ['profiles'],
    value: /^(read_write|Administrator|Standard|asd)$/,
  },
  {
    reason: 'names that the CRM gives to the other side of a lookup',
    kinds: ['field'],
    at: ['lookup.api_name', 'multiselectlookup.api_name', 'lookup.module.crypt'],
  },
  { reason: 'no request takes it', kinds: ['field'], at: ['formula.assume_default', 'hipaa_compliance'] },
  {
    reason: 'what a field is, its own element says; a layout has which, in what order, and what is required',
    kinds: ['layout'],
    at: ['sections.fields'],
    except: ['api_name', 'required'],
  },
  { reason: 'what leads become is said nowhere but in the setup', kinds: ['layout'], at: ['convert_mapping'] },
  {
    reason: 'pages that a layout opens with, and what sort of layout and section it is',
    kinds: ['layout'],
    at: ['_default_view', '_default_assignment_view', 'profiles.default', 'isSubformSection', 'mode', 'sections.type', 'visible'],
  },
  { reason: 'the name of the layout that came with a module', kinds: ['layout'], at: ['api_name'], value: /__s$/ },
  {
    reason: 'what the product can do with a module, and how it shows it',
    kinds: ['module'],
    at: [
      ...[
        '$field_states',
        '$on_demand_properties',
        '$properties',
        'access_type',
        'activity_badge',
        'api_supported',
        'business_card_field_limit',
        'chart_view',
      ],
      ...[
        'chart_view_supported',
        'convertable',
        'creatable',
        'feeds_required',
        'filter_status',
        'global_search_supported',
        'isBlueprintSupported',
        'kanban_view',
      ],
      ...[
        'kanban_view_supported',
        'lookupable',
        'per_page',
        'presence_sub_menu',
        'public_fields_configured',
        'quick_create',
        'recycle_bin_on_delete',
        'show_as_tab',
      ],
      ...[
        'show_emailparser',
        'show_googlesync',
        'show_social',
        'show_visitor',
        'show_webform',
        'showfacebooksync',
        'showleadchainsync',
        'showlinkedinsync',
      ],
      ...[
        'showtiktoksync',
        'status',
        'sub_menu_available',
        'track_current_data',
        'viewable',
        'visibility',
        'description',
        'module_name',
        'parent_module',
      ],
    ],
  },
  { reason: 'labels of the product, whatever a module is called', kinds: ['module'], at: ['actual_plural_label', 'actual_singular_label'] },
  {
    reason: 'whoever looks chose these columns, and a view is an element of its own',
    kinds: ['module'],
    at: ['custom_view', 'lookup_field_properties', 'related_list_properties', 'search_layout_fields'],
  },
  // Single kinds.
  { reason: 'what is not required goes without saying', kinds: ['layout'], at: ['fields.required'], value: /^false$/ },
  { reason: 'what people typed in may be a secret, and files name it only', kinds: ['webhook'], at: ['custom_parameters.value'] },
  {
    reason: 'v7 tells the linking module by its name, v8 by its label (zoho-samples fact 19)',
    kinds: ['field'],
    at: ['multiselectlookup.linking_module'],
  },
  { reason: 'what actions are for without saying', kinds: ['field_update', 'webhook'], at: ['feature_type'], value: /^workflow$/ },
  { reason: 'what whoever asks prefers', kinds: ['custom_view', 'email_template'], at: ['default', 'favorite'] },
  {
    reason: 'no request takes it, and it comes and goes with a job of the CRM',
    kinds: ['data_sharing'],
    at: ['public_in_portals', 'rule_computation_running'],
  },
  {
    reason: 'a value with nothing mapped is not named, and each is named as it is stored',
    kinds: ['field_dependency'],
    at: ['pick_list_values.actual_value', 'pick_list_values.display_value', 'maps.display_value'],
  },
  { reason: 'follows from the date, and from whether a shift is named', kinds: ['holiday'], at: ['year', 'type'] },
  {
    reason: 'facts of the account that never go to another org; of these files have only what decides whether a request fits',
    kinds: ['organization'],
    at: [
      ...[
        'currency_symbol',
        'deletable_org_account',
        'employee_count',
        'gapps_enabled',
        'hipaa_compliance_enabled',
        'license_details',
        'lite_users_enabled',
      ],
      ...['mc_status', 'phone', 'primary_email', 'privacy_settings', 'translation_enabled'],
    ],
  },
  { reason: 'two buttons of one name are one name', kinds: ['record_locking'], at: ['restricted_custom_buttons'], value: /^Send with Zoho Sign$/ },
  {
    reason: 'what can be customized of a list, and where it is read',
    kinds: ['related_list'],
    at: ['customize_display_label', 'customize_fields', 'customize_sort', 'href', 'type'],
  },
  {
    reason: 'the territory at the top is only there to be referred to, under one name in every org',
    kinds: ['territory'],
    at: ['api_name', 'name', 'reporting_to', 'description', 'permission_type'],
    value: /^(zoho|Manager|Organization Parent Territory|read_only)$/,
  },
  {
    reason: 'what a field update changes on a related record is in its key',
    kinds: ['workflow_rule'],
    at: ['actions.details.module'],
    value: /^Contacts$/,
  },
  { reason: 'the colour of a tag is the tag’s', kinds: ['workflow_rule'], at: ['tags.color_code'] },
  { reason: 'the text of a value for whoever reads the answer', kinds: ['task', 'workflow_rule'], at: ['display_value'] },
  { reason: 'what a stage is called is said by the field that it is a value of', kinds: ['pipeline'], at: ['maps.display_value'] },
  { reason: 'one pipeline of a layout is the default, and the others are not', kinds: ['pipeline'], at: ['default'], value: /^false$/ },
];

/** Why a fact need not be in files; undefined when it has to be. */
export function findException(kind: string, { path, value }: Pick<Fact, 'path' | 'value'>): Exception | undefined {
  const names = path.filter((name) => name !== '*');
  const place = `.${names.join('.')}.`;
  return exceptions.find(
    (one) =>
      (one.kinds?.includes(kind) ?? true) &&
      (one.value?.test(String(value)) ?? true) &&
      one.except?.includes(names.at(-1) ?? '') !== true &&
      one.at.some((name) => place.includes(`.${name}.`)),
  );
}
