import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logIn } from '../../cli/commands/demo/head-office.ts';
import type { RunningEmulator } from '../../cli/emulator/listen.ts';
import { startEmulator } from '../../cli/emulator/listen.ts';
import { objects, text } from '../../cli/model/json.ts';
import type { SdkReport } from './sdk-client.ts';

const run = promisify(execFile);

let emulator: RunningEmulator;
let seen: SdkReport;
/** names in the org before the SDK came, read without it */
let names: (path: string, envelope: string, by: string) => readonly string[];

beforeAll(async () => {
  emulator = await startEmulator({ orgNames: ['kyoto'], now: () => new Date(), random: (count) => crypto.getRandomValues(new Uint8Array(count)) });
  const [org] = emulator.orgs;
  if (org === undefined) throw new Error('no org');
  const crm = await logIn(org);
  const paths = ['/settings/modules', '/settings/fields?module=Leads', '/settings/layouts?module=Leads', '/settings/roles', '/settings/profiles'];
  const answers = new Map(await Promise.all(paths.map(async (path) => [path, await crm.get(path)] as const)));
  names = (path, envelope, by) => objects(answers.get(path), envelope).map((item) => text(item, by) ?? '');
  const { url, clientId, clientSecret, refreshToken } = { ...org, url: emulator.url };
  const program = join(import.meta.dirname, 'sdk-client.ts');
  const { stdout } = await run(process.execPath, [program, url, clientId, clientSecret, refreshToken, 'Favourite colour 色'], { maxBuffer: 1 << 26 });
  seen = JSON.parse(stdout) as SdkReport;
});

afterAll(() => emulator.close());

describe('Zoho’s own SDK against the emulator', () => {
  test('lists modules, fields, layouts, roles and profiles, each of them and with its name', () => {
    expect(seen.modules).toEqual(names('/settings/modules', 'modules', 'api_name'));
    expect(seen.modules).toEqual(expect.arrayContaining(['Leads', 'Deals', 'Home']));
    expect(seen.fields).toEqual(names('/settings/fields?module=Leads', 'fields', 'api_name'));
    expect(seen.fields).toContain('Company');
    expect(seen.layouts).toEqual([{ name: 'Standard', sections: 4 }]);
    expect(seen.roles).toEqual(['CEO', 'Manager']);
    expect(seen.profiles).toEqual(['Administrator', 'Standard']);
    expect([seen.layouts.length, seen.roles, seen.profiles]).toEqual([
      names('/settings/layouts?module=Leads', 'layouts', 'name').length,
      names('/settings/roles', 'roles', 'name'),
      names('/settings/profiles', 'profiles', 'name'),
    ]);
  });

  test('creates a field, which then is there under the api name that its label gives', () => {
    expect(seen.created).toEqual({ status: 201, result: 'SuccessResponse' });
    expect(seen.found).toEqual({ apiName: 'Favourite_colour', length: 40 });
    expect(seen.fields).not.toContain('Favourite_colour');
  });

  test('reaches no other host', () => {
    expect(seen.hosts).toEqual(['127.0.0.1']);
  });
});
