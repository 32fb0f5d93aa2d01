import type { FieldFact } from './kind.ts';

/** Standard modules whose records people list and open, as Zoho's pages name them under "Supported modules" (v8 "Custom Views Metadata"). */
export const listedModules: ReadonlySet<string> = new Set(
  `Leads Accounts Contacts Deals Campaigns Tasks Cases Events Calls Solutions Products Vendors Price_Books Quotes Sales_Orders Purchase_Orders Invoices Appointments__s
   Services__s`.split(/\s+/),
);

/** Standard modules that have owners as the modules of people's own making have, and no tab. */
const withoutTab: ReadonlySet<string> = new Set(['Notes', 'Attachments', 'Visits', 'DealHistory', 'Actions_Performed', 'Activities', 'Emails']);

/** True for a module that somebody made: its records have owners, which rows of subforms and links of lookups to many have not. */
export function isMadeModule(module: string, fields: readonly FieldFact[]): boolean {
  return !withoutTab.has(module) && !module.endsWith('__s') && fields.some(({ name, type }) => name === 'Owner' && type === 'ownerlookup');
}
