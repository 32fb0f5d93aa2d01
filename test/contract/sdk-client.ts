// A program of its own: Zoho's SDK keeps one connection for the whole process and brings a compiler along. Prints one line of JSON (`SdkReport`).
import dns from 'node:dns';
import { createRequire } from 'node:module';
import net from 'node:net';

/** What the SDK saw in an org, by its getters. */
export interface SdkReport {
  readonly modules: readonly string[];
  /** of Leads */
  readonly fields: readonly string[];
  readonly layouts: readonly { readonly name: string; readonly sections: number }[];
  readonly roles: readonly string[];
  readonly profiles: readonly string[];
  readonly created: { readonly status: number; readonly result: string };
  /** the created field, read back */
  readonly found: { readonly apiName: string; readonly length: number } | undefined;
  /** every host that was looked up or connected to */
  readonly hosts: readonly string[];
}

const hosts = new Set<string>();

/** Refuses every way out but loopback: an `api_domain` of Zoho's own in a token answer would send the SDK there. */
function guardNetwork(): void {
  const note = (host: unknown): void => {
    if (typeof host !== 'string') return;
    hosts.add(host);
    if (!/^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host)) throw new Error(`the SDK wanted to reach ${host}`);
  };
  const { lookup } = dns;
  dns.lookup = ((...args: unknown[]) => {
    note(args[0]);
    return Reflect.apply(lookup, dns, args);
  }) as typeof dns.lookup;
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function guarded(this: net.Socket, ...args: unknown[]) {
    const [first] = args.flat();
    note(typeof first === 'object' && first !== null && 'host' in first ? first.host : args[1]);
    return Reflect.apply(connect, this, args);
  } as typeof connect;
}

guardNetwork();

// The package is CommonJS whose names an ES import cannot see.
const sdk = createRequire(import.meta.url)('@zohocrm/typescript-sdk-8.0') as typeof import('@zohocrm/typescript-sdk-8.0');

// The package exports these two as namespaces too, which hides them as types.
type TokenStore = Parameters<InstanceType<typeof sdk.InitializeBuilder>['store']>[0];
type Token = Parameters<TokenStore['saveToken']>[0];

/** Keeps tokens in memory: the package's own store writes them into a file beside the packages. */
function memoryStore(): TokenStore {
  let kept: Token | null = null;
  const keep = async (token: Token | null): Promise<void> => {
    kept = token;
  };
  return {
    findToken: async () => kept,
    findTokenById: async () => kept,
    saveToken: keep,
    deleteToken: () => keep(null),
    getTokens: async () => (kept === null ? [] : [kept]),
    deleteTokens: () => keep(null),
  };
}

type Getters = Record<string, (() => unknown) | undefined>;

/** The list that an answer's object has under a getter; the package picks a class by what an answer looks like. */
function listOf(answer: { getStatusCode(): number; getObject(): unknown }, getter: string): readonly Getters[] {
  const body = answer.getObject() as Getters | null;
  const list = body?.[getter]?.call(body);
  if (!Array.isArray(list)) throw new Error(`no ${getter} in an answer of status ${answer.getStatusCode()}: ${body?.constructor.name}`);
  return list as Getters[];
}

function read<T>(item: Getters, getter: string): T {
  return item[getter]?.call(item) as T;
}

async function connect(url: string, clientId: string, clientSecret: string, refreshToken: string): Promise<void> {
  const environment = sdk.DataCenter.setEnvironment(url, `${url}/oauth/v2/token`, url);
  const token = new sdk.OAuthBuilder().clientId(clientId).clientSecret(clientSecret).refreshToken(refreshToken).findUser(false).build();
  const logger = new sdk.LogBuilder().level(sdk.Levels.OFF).filePath(null).build();
  await new sdk.InitializeBuilder().environment(environment).token(token).store(memoryStore()).logger(logger).initialize();
}

async function ofLeads(parameter: InstanceType<typeof sdk.Param>): Promise<InstanceType<typeof sdk.ParameterMap>> {
  const parameters = new sdk.ParameterMap();
  await parameters.add(parameter, 'Leads');
  return parameters;
}

async function createField(label: string): Promise<SdkReport['created']> {
  const field = new sdk.Fields.Fields();
  field.setFieldLabel(label);
  field.setDataType('text');
  field.setLength(40);
  const body = new sdk.Fields.BodyWrapper();
  body.setFields([field]);
  const made = await new sdk.Fields.FieldsOperations().createField(body, await ofLeads(sdk.Fields.CreateFieldParam.MODULE));
  return {
    status: made.getStatusCode(),
    result: listOf(made, 'getFields')
      .map((item) => item.constructor.name)
      .join(),
  };
}

async function report(label: string): Promise<SdkReport> {
  const modules = listOf(await new sdk.Modules.ModulesOperations().getModules(), 'getModules');
  const readFields = async (): Promise<readonly Getters[]> =>
    listOf(await new sdk.Fields.FieldsOperations().getFields(await ofLeads(sdk.Fields.GetFieldsParam.MODULE)), 'getFields');
  const fields = await readFields();
  const layouts = listOf(await new sdk.Layouts.LayoutsOperations().getLayouts(await ofLeads(sdk.Layouts.GetLayoutsParam.MODULE)), 'getLayouts');
  const roles = listOf(await new sdk.Roles.RolesOperations().getRoles(), 'getRoles');
  const profiles = listOf(await new sdk.Profiles.ProfilesOperations().getProfiles(), 'getProfiles');
  const created = await createField(label);
  const after = (await readFields()).find((field) => read(field, 'getFieldLabel') === label);
  return {
    modules: modules.map((module) => read<string>(module, 'getAPIName')),
    fields: fields.map((field) => read<string>(field, 'getAPIName')),
    layouts: layouts.map((layout) => ({ name: read<string>(layout, 'getName'), sections: read<unknown[]>(layout, 'getSections').length })),
    roles: roles.map((role) => read<string>(role, 'getName')),
    profiles: profiles.map((profile) => read<string>(profile, 'getName')),
    created,
    found: after === undefined ? undefined : { apiName: read<string>(after, 'getAPIName'), length: read<number>(after, 'getLength') },
    hosts: [...hosts],
  };
}

const [url = '', clientId = '', clientSecret = '', refreshToken = '', label = ''] = process.argv.slice(2);
await connect(url, clientId, clientSecret, refreshToken);
process.stdout.write(`${JSON.stringify(await report(label))}\n`);
