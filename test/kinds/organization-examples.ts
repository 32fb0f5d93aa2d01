import { addVariableGroup } from '../../cli/emulator/crm/organization/variable-groups.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import type { Example } from './examples.ts';

const hours: Short = [
  'business_hours',
  'company',
  {
    type: 'custom',
    week_starts_on: 'Monday',
    business_days: ['Friday', 'Monday', 'Wednesday'],
    same_as_everyday: false,
    custom_timing: [
      { days: 'Monday', business_timing: ['08:00', '20:00'] },
      { days: 'Wednesday', business_timing: ['09:00', '18:30'] },
      { days: 'Friday', business_timing: ['09:00', '17:00'] },
    ],
  },
];
const early: Short = [
  'shift_hours',
  'Early',
  {
    name: 'Early',
    timezone: 'Etc/UTC',
    shift_days: ['Monday', 'Wednesday'],
    daily_timing: ['09:00', '14:00'],
    break_hours: [{ break_days: ['Monday', 'Wednesday'], daily_timing: ['11:00', '11:30'] }],
  },
];

/** Examples of the kinds about the organization itself. */
export const organizationExamples: Readonly<Record<string, Example>> = {
  business_hours: {
    limits: [1, 1],
    create: hours,
    update: [
      'business_hours',
      'company',
      {
        type: 'custom',
        week_starts_on: 'Sunday',
        business_days: ['Monday', 'Tuesday', 'Wednesday'],
        same_as_everyday: false,
        custom_timing: [
          { days: 'Monday', business_timing: ['08:00', '20:00'] },
          { days: 'Tuesday', business_timing: ['09:00', '00:00'] },
          { days: 'Wednesday', business_timing: ['08:30', '18:30'] },
        ],
      },
    ],
  },
  shift_hours: {
    limits: [50, 1],
    with: [hours],
    create: early,
    update: [
      'shift_hours',
      'Early',
      {
        name: 'Early',
        timezone: 'Asia/Tokyo',
        shift_days: ['Monday', 'Tuesday'],
        same_as_everyday: false,
        custom_timing: [
          { days: 'Monday', shift_timing: ['08:00', '16:00'] },
          { days: 'Tuesday', shift_timing: ['09:00', '15:00'] },
        ],
        break_hours: [{ break_days: ['Tuesday'], same_as_everyday: false, custom_timing: [{ days: 'Tuesday', break_timing: ['12:00', '13:00'] }] }],
      },
    ],
  },
  holiday: {
    limits: [100, 1],
    with: [hours, early],
    create: ['holiday', 'Early: 2026-12-24 Eve', { name: 'Eve', date: '2026-12-24', shift_hour: 'Early' }],
    update: ['holiday', 'Early: 2026-12-24 Eve', { name: '大晦日', date: '2026-12-31', shift_hour: 'Early' }],
    dangling: ['holiday', 'Late: 2026-12-24 Eve', { name: 'Eve', date: '2026-12-24', shift_hour: 'Nowhere' }],
    frozen: ['holiday', 'Early: 2026-12-24 Eve', { name: 'Eve', date: '2026-12-24', shift_hour: 'Late' }],
  },
  fiscal_year: {
    limits: [undefined, 1],
    update: [
      'fiscal_year',
      'company',
      {
        calendar_type: 'custom',
        start_month: 'APRIL',
        display_based_on: 'end_month',
        structure: '4-4-5',
        start_date: '2026-04-05',
        interval_display_option: 'quarter',
        surplus_week: { year: 2027, quarter: 4, period: 3 },
      },
    ],
  },
  currency: {
    limits: [100, 100],
    with: [['currency', 'JPY', { is_base: true, name: 'Japanese Yen - JPY', symbol: '¥', exchange_rate: '1', format: { decimal_places: '0' } }]],
    create: [
      'currency',
      'EUR',
      { name: 'Euro - EUR', symbol: '€', exchange_rate: '0.0061', format: { decimal_separator: 'Comma', thousand_separator: 'Period' } },
    ],
    update: [
      'currency',
      'EUR',
      {
        name: 'Euro - EUR',
        symbol: 'EUR',
        exchange_rate: '0.0062',
        is_active: false,
        format: { thousand_separator: 'Space', decimal_separator: 'Comma' },
      },
    ],
    frozen: ['currency', 'EUR', { name: 'Europe', symbol: '€', exchange_rate: '0.0061' }],
  },
  taxes: {
    limits: [undefined, 1],
    update: [
      'taxes',
      'company',
      {
        taxes: [
          { name: '消費税', value: 10 },
          { name: 'VAT', value: 7.7 },
        ],
        preference: { auto_populate_tax: true, modify_tax_rates: false },
      },
    ],
  },
  contact_role: {
    limits: [100, 100],
    create: ['contact_role', 'Parent', { sequence_number: 3 }],
    update: ['contact_role', 'Parent', { sequence_number: 8 }],
  },
  variable_group: {
    limits: [undefined, 10],
    made: ({ crm }) => void addVariableGroup(crm.store, crm.org.name, { api_name: 'Shop', name: 'Shop' }),
    update: ['variable_group', 'Shop', { name: 'The shop', description: 'What the shop needs' }],
  },
  variable: {
    limits: [2, 1],
    create: ['variable', 'Shop_Page', { name: 'Shop page', type: 'text', variable_group: 'General', value: 'https://shop.example' }],
    update: [
      'variable',
      'Shop_Page',
      { name: 'Page of the shop', description: 'for letters', type: 'text', variable_group: 'General', value: 'https://shop.example/ja' },
    ],
    dangling: ['variable', 'Other', { name: 'Other', type: 'text', variable_group: 'Nowhere' }],
    frozen: ['variable', 'Shop_Page', { name: 'Shop page', type: 'integer', variable_group: 'General' }],
  },
  unsubscribe_link: {
    limits: [1, 1],
    create: [
      'unsubscribe_link',
      'Newsletter',
      { name: 'Newsletter', page_type: 'custom', custom_location_url: 'https://news.example/bye', submission_message: 'Bye.' },
    ],
    update: [
      'unsubscribe_link',
      'Newsletter',
      {
        name: 'Newsletter',
        standard_page_message: 'No more news?',
        submission_action_type: 'redirect',
        submission_redirect_url: 'https://news.example/gone',
      },
    ],
  },
  call_preferences: { limits: [undefined, 1], update: ['call_preferences', 'company', { show_from_number: true, show_to_number: false }] },
  service_preferences: { limits: [undefined, 1], update: ['service_preferences', 'company', { job_sheet_enabled: true }] },
  appointment_preferences: {
    limits: [undefined, 1],
    update: [
      'appointment_preferences',
      'company',
      {
        show_job_sheet: true,
        when_duration_exceeds: 'ask_appointment_provider_to_complete',
        when_appointment_completed: 'create_deal',
        allow_booking_outside_service_availability: true,
        allow_booking_outside_businesshours: false,
        deal_record_configuration: {
          layout: 'Deals/Standard',
          field_mappings: [{ field: 'Deals.Deal_Name', type: 'static', value: 'From an appointment' }],
        },
      },
    ],
  },
};

/** One element of each of these kinds that can be deleted or lose something, with all that can be taken away from it. */
export const organizationWhole: readonly Short[] = [
  hours,
  early,
  ['holiday', '2026-12-31 Year’s end', { name: 'Year’s end', date: '2026-12-31' }],
  ['holiday', 'Early: 2026-12-24 Eve', { name: 'Eve', date: '2026-12-24', shift_hour: 'Early' }],
  ['contact_role', 'Parent', { sequence_number: 8 }],
  [
    'variable',
    'Shop_Page',
    { name: 'Shop page', description: 'for letters', type: 'text', variable_group: 'General', value: 'https://shop.example' },
  ],
  ['variable', 'Shop_Token', { name: 'Shop', type: 'text', variable_group: 'General', value: { secret: 'VARIABLE_SHOP_TOKEN' } }],
  [
    'taxes',
    'company',
    {
      taxes: [
        { name: '消費税', value: 10 },
        { name: 'VAT', value: 7.7 },
      ],
      preference: { auto_populate_tax: false, modify_tax_rates: false },
    },
  ],
  ['unsubscribe_link', 'Newsletter', { name: 'Newsletter', standard_page_message: 'No more?', submission_message: 'Bye.' }],
];

/** What becomes of them: with less in it. */
export const organizationLess: Readonly<Record<string, (attributes: JsonObject) => JsonObject>> = {
  'business_hours:company': (attributes) => ({
    ...attributes,
    business_days: ['Monday', 'Wednesday'],
    custom_timing: [
      { days: 'Wednesday', business_timing: ['09:00', '18:30'] },
      { days: 'Monday', business_timing: ['08:00', '20:00'] },
    ],
  }),
  'shift_hours:Early': ({ break_hours: _gone, ...rest }) => ({ ...rest, shift_days: ['Monday'] }),
  'variable:Shop_Page': ({ description: _d, value: _v, ...rest }) => rest,
  'taxes:company': (attributes) => ({ ...attributes, taxes: [{ name: 'VAT', value: 7.7 }] }),
};
