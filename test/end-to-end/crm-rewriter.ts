import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CrmProxy } from './crm-proxy.ts';

/** What is put into an org's texts. */
export interface Rewriting {
  readonly canaries: readonly string[];
  /** stands for everybody's name, phone and address */
  readonly person: string;
}

/** Members that hold free text, whatever they say. */
const freeText =
  /^(?:name|description|label|display_label|field_label|plural_label|singular_label|display_value|reference_value|tooltip|value|url|raw_data_content|default_value|subject|company_name|alias|text|message|prefix|suffix|content)$/;

const personal = /^(?:full_name|first_name|last_name|phone|mobile|fax|street|city|dob|signature|photo|website)$/;

/** Names that the product itself goes by. */
const kept = /^(?:Standard|Administrator|CEO|Manager|static_text|info_icon|High|Low|\d+|-none-|-None-|Crm_.*)$/;

/** A relay to a CRM whose answers to reading requests hold a secret in every text that somebody can type in. Ids, API names and words of the API stay. */
export async function startRewriter(target: string, rewriting: Rewriting): Promise<CrmProxy> {
  const writes: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const path = incoming.url ?? '/';
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    if (incoming.method !== 'GET' && path.startsWith('/crm/')) writes.push(`${incoming.method} ${path}`);
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).flatMap(([name, value]) => (typeof value === 'string' && name !== 'connection' ? [[name, value]] : [])),
    );
    const body = parts.length === 0 ? {} : { body: Buffer.concat(parts) };
    const answer = await fetch(`${target}${path}`, {
      method: incoming.method ?? 'GET',
      headers: { ...headers, 'accept-encoding': 'identity' },
      ...body,
    });
    const text = await answer.text();
    const rewritten = incoming.method === 'GET' && path.startsWith('/crm/v8/') && !path.includes('__apis') ? rewrite(text, rewriting) : text;
    outgoing.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
    outgoing.end(rewritten.replaceAll(target, `http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    writes,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function rewrite(text: string, { canaries, person }: Rewriting): string {
  if (text === '') return text;
  const plant = (name: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((member) => plant(name, member));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plant(key, member)]));
    if (typeof value !== 'string' || value === '') return value;
    if (personal.test(name)) return `${person} ${value}`;
    if (!freeText.test(name) || kept.test(value)) return value;
    const canary = canaries[(value.length + name.length) % canaries.length] ?? '';
    return name === 'url' ? `${value}?zapikey=${canary}` : `${value} ${canary}`;
  };
  return JSON.stringify(plant('', JSON.parse(text)));
}
