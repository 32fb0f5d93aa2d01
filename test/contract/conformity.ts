import { routes } from '../../cli/emulator/crm/routes.ts';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { normalizePath } from '../../cli/model/capability.ts';
import { fullName, nameOperation, operationsIn, readPublished } from './published.ts';

/** One operation of the API: published, served by the embedded CRM, called by us, or several of these. */
export interface OperationRow {
  /** `METHOD /path` below `/crm/v8`, parameters as `{}` */
  readonly call: string;
  /** files that publish it, such as `v8.0-oas31/fields`; of the older generation only where the newer has none */
  readonly files: readonly string[];
  readonly served: boolean;
  readonly called: boolean;
}

/** What is asked besides the endpoints that the kinds name. */
const besides = ['GET /org', 'GET /users', 'GET /__apis', 'GET /{module}/actions/count'];

/** Where calls come from that no published file has, by the beginning of their path (facts: zoho-api section 1, source marks C, D, P and S). */
const sources: readonly (readonly [start: string, source: string])[] = [
  ['/org/taxes', 'Zoho’s SDK 3.0.0, taxes'],
  ['/settings/automation/assignment_rules', 'Zoho’s pages, "Assignment Rules" (crm-oas of 2026-09)'],
  ['/settings/automation/cadences', 'Zoho’s pages, "Cadences" (crm-oas of 2026-09)'],
  ['/settings/automation/email_notifications', 'Zoho’s pages, "Email Notifications"'],
  ['/settings/automation/functions', 'used by practitioners, undocumented'],
  ['/settings/blueprints', 'Zoho’s pages, "Blueprint"'],
  ['/settings/connected_workflows', 'Zoho’s pages, "Connected Workflows"'],
  ['/settings/custom_views', 'Zoho’s pages, "Custom Views" (crm-oas of 2026-09)'],
  ['/settings/data_sharing/rules', 'Zoho’s pages, "Data Sharing Rules"'],
  ['/settings/email_templates/{}', 'Zoho’s pages, "Get Email Templates"'],
  ['/settings/functions', 'used by practitioners; Zoho’s pages, "Functions"'],
  ['/settings/inventory_templates/{}', 'Zoho’s pages, "Get Inventory Templates"'],
  ['/settings/kiosks', 'Zoho’s pages, "Kiosk Studio"'],
  ['/settings/webforms', 'Zoho’s pages and SDK 3.0.0, web forms'],
  ['/settings/wizards/{}', 'Zoho’s pages, "Get Wizards"'],
];

/** The source of a call that no file has; undefined for one without any. */
export function sourceOf(call: string): string | undefined {
  const path = normalizePath(call.slice(call.indexOf(' ') + 1));
  return sources.find(([start]) => path.startsWith(start))?.[1];
}

/** Every operation that a published file has, the embedded CRM serves or we call, sorted by path. Without the published files all count as unpublished. */
export function readConformity(): readonly OperationRow[] {
  const published = readFilesByCall();
  const served = new Set(routes.map(({ method, path }) => nameOperation(method, path)));
  const called = new Set([...besides.map(nameCall), ...kinds.flatMap(endpointsOf)]);
  const all = new Set([...published.keys(), ...served, ...called]);
  const rows = [...all].map((call) => ({ call, files: published.get(call) ?? [], served: served.has(call), called: called.has(call) }));
  return rows.toSorted((one, other) => (pathOf(one) < pathOf(other) ? -1 : 1));
}

function pathOf({ call }: OperationRow): string {
  const [method = '', path = ''] = call.split(' ');
  return `${path} ${method}`;
}

function nameCall(call: string): string {
  const [method = '', path = ''] = call.split(' ');
  return nameOperation(method, path);
}

function endpointsOf(kind: (typeof kinds)[number]): readonly string[] {
  const endpoints = [kind.list, kind.detail, kind.create, kind.update, kind.remove, ...(kind.besides ?? [])];
  return endpoints.flatMap((one) => (one === undefined ? [] : [nameOperation(one.method, one.path)]));
}

function readFilesByCall(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { name, document } of readPublished())
    for (const { method, template } of operationsIn(document)) {
      const call = nameOperation(method, template);
      found.set(call, [...(found.get(call) ?? []), fullName(name)]);
    }
  return found;
}

/** The rows as a table, with the numbers under it. */
export function formatConformity(rows: readonly OperationRow[]): string {
  const line = ({ call, files, served, called }: OperationRow): string =>
    `${call.padEnd(84)} ${served ? 'emulator' : '-       '} ${called ? 'client' : '-     '} ${files.join(', ') || (sourceOf(call) ?? 'no source')}`;
  const count = (test: (row: OperationRow) => boolean): number => rows.filter(test).length;
  const numbers = [
    ['published', count(({ files }) => files.length > 0)],
    ['… served and called', count(({ files, served, called }) => files.length > 0 && served && called)],
    ['… served only', count(({ files, served, called }) => files.length > 0 && served && !called)],
    ['… not covered', count(({ files, served }) => files.length > 0 && !served)],
    ['called and published nowhere', count(({ files, called }) => files.length === 0 && called)],
  ] as const;
  return [...rows.map(line), '', ...numbers.map(([name, number]) => `${name.padEnd(30)} ${String(number).padStart(5)}`), ''].join('\n');
}

// `node test/contract/conformity.ts` prints the table.
if (process.argv[1] === import.meta.filename) process.stdout.write(formatConformity(readConformity()));
