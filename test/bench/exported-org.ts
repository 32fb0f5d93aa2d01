import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

interface EmulatedOrg {
  readonly name: string;
  readonly crmUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

/** Seeds an embedded CRM from a folder of response documents and exports that org into a new pipeline repository; gives the org's name. */
export async function exportSeededOrg(program: string, seed: string, folder: string, repository: string): Promise<string> {
  const args = [program, 'emulator', '--json', '--port', '0', '--data', join(folder, 'emulator'), '--seed', seed];
  const emulator = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const org = await firstOrg(emulator.stdout);
    emulator.stdout.resume();
    run(program, ['init', '--org', org.name, '--repo', repository], org);
    run(program, ['export', org.name, '--repo', repository], org);
    return org.name;
  } finally {
    emulator.kill();
    if (emulator.exitCode === null && emulator.signalCode === null) await once(emulator, 'exit');
  }
}

/** The first org that the emulator names in the line it prints when it is ready. */
async function firstOrg(output: NodeJS.ReadableStream): Promise<EmulatedOrg> {
  for await (const line of createInterface(output)) {
    const [org] = (JSON.parse(line) as { orgs: EmulatedOrg[] }).orgs;
    if (org !== undefined) return org;
  }
  throw new Error('the emulator ended before it named an org');
}

function run(program: string, args: readonly string[], org: EmulatedOrg): void {
  const credentials = {
    ORGCAST_CRM_URL: org.crmUrl,
    ORGCAST_CLIENT_ID: org.clientId,
    ORGCAST_CLIENT_SECRET: org.clientSecret,
    ORGCAST_REFRESH_TOKEN: org.refreshToken,
  };
  const result = spawnSync(process.execPath, [program, ...args], { env: { ...process.env, ...credentials }, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`orgcast ${args.join(' ')} ended with ${result.status}: ${result.stderr}`);
}
