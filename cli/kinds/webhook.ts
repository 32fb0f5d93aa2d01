import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property, text } from '../model/json.ts';
import { defineAction } from './automation-action.ts';
import type { StepFacts } from './kind.ts';

/** Calls another system when an automation runs (OpenAPI webhooks.json). Headers and typed-in parameters hold secrets in clear text, so their values never leave this file. */
export const webhookKind = defineAction({
  name: 'webhook',
  title: { en: 'Webhook', ja: 'Webhook' },
  schema: 'webhook',
  folder: 'webhooks',
  envelope: 'webhooks',
  setupPage: '/settings/actions/webhooks',
  reshape: reshapeWebhook,
  wireBody: wireWebhook,
  given: ['http_method', 'date_time_format'],
  // No request says that there is no body (OpenAPI webhooks.json); what is in it can go.
  kept: ['body'],
  cleared: {
    headers: { custom_parameters: [], module_parameters: [] },
    url_parameters: {},
    authentication: { type: 'general', connection_name: '' },
  },
});

/** Methods that send no body (OpenAPI webhooks.json). */
const bodiless: ReadonlySet<string> = new Set(['GET', 'DELETE']);

/** Headers name the parameters from the record even when there are none; a webhook that sends no body any more says so. */
function wireWebhook(wire: JsonObject, step: StepFacts): JsonObject {
  const headers = property(wire, 'headers');
  return {
    ...wire,
    ...(isObject(headers) ? { headers: { module_parameters: [], ...headers } } : {}),
    ...(step.before !== undefined && bodiless.has(text(wire, 'http_method') ?? '') ? { body: null } : {}),
  };
}

function reshapeWebhook(document: JsonObject): JsonObject {
  const name = text(document, 'name') ?? '';
  const body = property(document, 'body');
  const form = property(body, 'form_data_content');
  return {
    ...document,
    headers: hideParameters(property(document, 'headers'), name, 'HEADER'),
    url_parameters: hideParameters(property(document, 'url_parameters'), name, 'URL'),
    body: isObject(body) ? { ...body, form_data_content: hideParameters(form, name, 'FORM') } : null,
  };
}

/** Typed-in values become secrets; values from the record stay. */
function hideParameters(holder: Json | undefined, webhook: string, place: string): Json {
  if (!isObject(holder)) return null;
  const hidden = objects(holder, 'custom_parameters').map((parameter) => {
    const name = text(parameter, 'name') ?? '';
    return { name, value: { secret: secretName(webhook, place, name) } };
  });
  return hidden.length === 0 ? holder : { ...holder, custom_parameters: hidden };
}

/** Name of the environment variable part for a secret: upper case, anything else than letters and digits as `_`. */
function secretName(...parts: readonly string[]): string {
  const name = parts
    .map((part) => part.toUpperCase().replace(/[^A-Z0-9]+/g, '_'))
    .join('_')
    .replace(/_+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[A-Z]/.test(name) ? name : `WEBHOOK_${name}`;
}
