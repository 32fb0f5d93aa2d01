import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningEmulator } from '../../cli/emulator/listen.ts';
import { startEmulator } from '../../cli/emulator/listen.ts';

// The package is CommonJS whose names cannot be seen by an ES import.
const sdk = createRequire(import.meta.url)('@zohocrm/typescript-sdk-8.0') as typeof import('@zohocrm/typescript-sdk-8.0');

// The package exports these two as namespaces too, which hides them as types.
type TokenStore = Parameters<InstanceType<typeof sdk.InitializeBuilder>['store']>[0];
type Token = Parameters<TokenStore['saveToken']>[0];

let emulator: RunningEmulator;

/** Keeps tokens in memory: the package's own store writes them into a file beside the packages. */
function memoryStore(): TokenStore {
  let kept: Token | null = null;
  return {
    findToken: async () => kept,
    findTokenById: async () => kept,
    saveToken: async (token) => {
      kept = token;
    },
    deleteToken: async () => {
      kept = null;
    },
    getTokens: async () => (kept === null ? [] : [kept]),
    deleteTokens: async () => {
      kept = null;
    },
  };
}

/** What the package's answers have in common. */
interface SdkAnswer {
  getStatusCode(): number;
  getObject(): unknown;
}

/** Reads a list out of an answer's object by the getter of its envelope; the package's classes are named by what they found. */
function listOf(answer: SdkAnswer, getter: string): Record<string, () => unknown>[] {
  const body = answer.getObject() as Record<string, (() => unknown) | undefined> | null;
  const list = body?.[getter]?.call(body);
  if (!Array.isArray(list)) throw new Error(`no ${getter} in an answer of status ${answer.getStatusCode()}: ${body?.constructor.name}`);
  return list as Record<string, () => unknown>[];
}

function texts(items: readonly Record<string, () => unknown>[], getter: string): unknown[] {
  return items.map((item) => item[getter]?.call(item));
}

beforeAll(async () => {
  emulator = await startEmulator({
    orgNames: ['kyoto'],
    now: () => new Date(),
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
  });
  const [org] = emulator.orgs;
  const environment = sdk.DataCenter.setEnvironment(emulator.url, `${emulator.url}/oauth/v2/token`, emulator.url);
  const token = new sdk.OAuthBuilder()
    .clientId(org?.clientId ?? '')
    .clientSecret(org?.clientSecret ?? '')
    .refreshToken(org?.refreshToken ?? '')
    .findUser(false)
    .build();
  const logger = new sdk.LogBuilder().level(sdk.Levels.OFF).filePath(null).build();
  await new sdk.InitializeBuilder().environment(environment).token(token).store(memoryStore()).logger(logger).initialize();
});

afterAll(() => emulator.close());

describe('Zoho’s own client', () => {
  test('lists modules', async () => {
    const answer = await new sdk.Modules.ModulesOperations().getModules();
    expect(texts(listOf(answer, 'getModules'), 'getAPIName')).toEqual(expect.arrayContaining(['Leads', 'Deals', 'Home']));
  });

  test('lists fields, makes one and reads it back', async () => {
    const operations = new sdk.Fields.FieldsOperations();
    const parameters = new sdk.ParameterMap();
    await parameters.add(sdk.Fields.GetFieldsParam.MODULE, 'Leads');
    expect(texts(listOf(await operations.getFields(parameters), 'getFields'), 'getAPIName')).toContain('Company');
    const field = new sdk.Fields.Fields();
    field.setFieldLabel('Favourite colour');
    field.setDataType('text');
    field.setLength(40);
    const body = new sdk.Fields.BodyWrapper();
    body.setFields([field]);
    const created = new sdk.ParameterMap();
    await created.add(sdk.Fields.CreateFieldParam.MODULE, 'Leads');
    const made = await operations.createField(body, created);
    expect(made.getStatusCode()).toBe(201);
    expect(listOf(made, 'getFields').map((item) => item.constructor.name)).toEqual(['SuccessResponse']);
    const after = listOf(await operations.getFields(parameters), 'getFields');
    const found = after.find((item) => item['getAPIName']?.call(item) === 'Favourite_colour');
    expect(found?.['getLength']?.call(found)).toBe(40);
  });

  test('lists layouts with their sections', async () => {
    const parameters = new sdk.ParameterMap();
    await parameters.add(sdk.Layouts.GetLayoutsParam.MODULE, 'Leads');
    const [layout] = listOf(await new sdk.Layouts.LayoutsOperations().getLayouts(parameters), 'getLayouts');
    expect(layout?.['getName']?.call(layout)).toBe('Standard');
    expect(layout?.['getSections']?.call(layout)).toHaveLength(4);
  });

  test('lists roles and profiles', async () => {
    const roles = await new sdk.Roles.RolesOperations().getRoles();
    expect(texts(listOf(roles, 'getRoles'), 'getName')).toEqual(['CEO', 'Manager']);
    const profiles = await new sdk.Profiles.ProfilesOperations().getProfiles();
    expect(texts(listOf(profiles, 'getProfiles'), 'getName')).toEqual(['Administrator', 'Standard']);
  });
});
