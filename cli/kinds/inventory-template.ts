import type { Kind } from './kind.ts';
import { defineTemplate } from './template.ts';

const template = defineTemplate({
  name: 'inventory_template',
  title: { en: 'Inventory template', ja: '見積書・請求書テンプレート' },
  schema: 'inventory-template',
  folder: 'inventory',
  envelope: 'inventory_templates',
  setupPage: '/settings/templates',
});

/** What a quote, an order or an invoice looks like (OpenAPI inventory_templates.json). Editions without it refuse the list (Zoho "Inventory Templates"). */
export const inventoryTemplateKind: Kind = { ...template, list: { ...template.list, off: ['FEATURE_NOT_SUPPORTED'] } };
