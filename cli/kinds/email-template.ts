import { defineTemplate } from './template.ts';

/** A mail that people and automation send (OpenAPI email_templates.json). Email notifications refer to it. */
export const emailTemplateKind = defineTemplate({
  name: 'email_template',
  title: { en: 'Email template', ja: 'メールテンプレート' },
  schema: 'email-template',
  folder: 'email',
  envelope: 'email_templates',
  setupPage: '/settings/templates',
});
