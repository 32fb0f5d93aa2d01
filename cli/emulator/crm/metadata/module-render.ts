import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import type { DocStore } from '../store.ts';
import { publicDoc } from '../store.ts';
import { findField } from './lookups.ts';

/** A module as the list shows it; what the stored document does not say is filled with what modules of its sort have. */
export function renderModule(module: Doc, profiles: readonly Doc[]): JsonObject {
  const shown = moduleProfiles(module, profiles).map((profile) => ({ name: profile['name'] ?? null, id: profile.id }));
  const { source: _source, ...own } = publicDoc(module);
  return { ...commonFacts(module), ...own, profiles: shown, profile_count: shown.length };
}

/** A module as the single call shows it: the list's keys and `source`, `display_field` and those of the record views. */
export function renderModuleDetail(store: DocStore, org: string, module: Doc, profiles: readonly Doc[]): JsonObject {
  const { activity_badge, ...listed } = renderModule(module, profiles) as { [name: string]: Json };
  const display = findField(store, org, text(module, 'api_name') ?? '', text(module, '_display_field') ?? '');
  return {
    ...listed,
    activity_badge: activity_badge ?? 'Not_Supported',
    source: module['source'] ?? 'crm',
    display_field: display === undefined ? null : { api_name: display['api_name'] ?? null, id: display.id },
    $field_states: null,
    $properties: null,
    $on_demand_properties: null,
    business_card_fields: [],
    per_page: 50,
    search_layout_fields: [],
    kanban_view: false,
    kanban_view_supported: module['api_supported'] !== false,
    chart_view: false,
    chart_view_supported: module['api_supported'] !== false,
    lookup_field_properties: null,
    related_list_properties: null,
    filter_status: false,
    zia_view: false,
  };
}

/** Profiles that see the module: those it names, or all. */
function moduleProfiles(module: Doc, profiles: readonly Doc[]): readonly Doc[] {
  const own = module['_profiles'];
  return isList(own) ? profiles.filter((profile) => own.includes(profile.id)) : profiles;
}

function commonFacts(module: Doc): JsonObject {
  const supported = module['api_supported'] !== false;
  const record = supported && (module['generated_type'] === 'default' || module['generated_type'] === 'custom');
  return {
    global_search_supported: record,
    public_fields_configured: false,
    recycle_bin_on_delete: record,
    has_more_profiles: false,
    sub_menu_available: record,
    lookupable: record,
    deletable: supported,
    description: null,
    creatable: supported,
    inventory_template_supported: false,
    modified_time: null,
    presence_sub_menu: record,
    triggers_supported: record,
    isBlueprintSupported: record,
    visibility: 1,
    convertable: false,
    editable: supported,
    emailTemplate_support: record,
    email_parser_supported: false,
    filter_supported: supported,
    show_as_tab: record,
    web_link: null,
    viewable: true,
    api_supported: supported,
    quick_create: record,
    feeds_required: false,
    scoring_supported: record,
    webform_supported: record,
    arguments: [],
    business_card_field_limit: record ? 5 : 0,
    access_type: 'org_based',
    private_profile: null,
    track_current_data: false,
    modified_by: null,
    parent_module: {},
    status: 'visible',
    sequence_number: 0,
  };
}
