import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Access to an org of the emulator, as it prints it. */
export interface EmulatedOrg {
  readonly name: string;
  readonly crmUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

/** What the emulator counted of one endpoint, or of an org; times in milliseconds of its own clock. */
export interface Use {
  readonly requests: number;
  readonly credits: number;
  readonly firstArrival: number;
  readonly lastAnswer: number;
}

/** What the emulator counted of an org. */
export interface OrgUse extends Use {
  readonly peakConcurrency: number;
  readonly endpoints: Readonly<Record<string, Use & { readonly statuses: Readonly<Record<string, number>> }>>;
}

/** An emulator in a process of its own, and a folder that goes with it. */
export interface Emulated {
  readonly folder: string;
  readonly orgs: readonly EmulatedOrg[];
  /** a call of the control interface */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  useOf(org: string): Promise<OrgUse>;
  /** runs the program to its end in another process; gives milliseconds from start to end */
  run(org: EmulatedOrg, args: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

/** Starts the program's emulator; `more` are further arguments. */
export async function startEmulated(program: string, more: readonly string[]): Promise<Emulated> {
  const folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
  const args = [program, 'emulator', '--json', '--port', '0', '--data', join(folder, 'emulator'), ...more];
  const emulator = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = await readFirstLine(emulator);
  emulator.stdout?.resume();
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const content = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${ready.url}/__emulator${path}`, { method, ...content });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  return {
    folder,
    orgs: ready.orgs,
    control,
    useOf: async (org) => {
      const { orgs } = (await control('GET', '/stats')) as { orgs: Record<string, OrgUse> };
      const use = orgs[org];
      if (use === undefined) throw new Error(`the emulator counted nothing of ${org}`);
      return use;
    },
    run: (org, line) => runProgram(program, line, { ...process.env, ...variablesOf(org), HOME: folder }),
    close: async () => {
      emulator.kill();
      if (emulator.exitCode === null && emulator.signalCode === null) await once(emulator, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the emulator prints when it is ready. */
async function readFirstLine(emulator: ChildProcess): Promise<{ url: string; orgs: EmulatedOrg[] }> {
  if (emulator.stdout !== null)
    for await (const line of createInterface(emulator.stdout)) return JSON.parse(line) as { url: string; orgs: EmulatedOrg[] };
  throw new Error('the emulator ended before it was ready');
}

function variablesOf(org: EmulatedOrg): Record<string, string> {
  return {
    ORGCAST_CRM_URL: org.crmUrl,
    ORGCAST_CLIENT_ID: org.clientId,
    ORGCAST_CLIENT_SECRET: org.clientSecret,
    ORGCAST_REFRESH_TOKEN: org.refreshToken,
  };
}

async function runProgram(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString();
  });
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`orgcast ${args.join(' ')} ended with ${child.exitCode}:\n${said.slice(-2000)}`);
  return performance.now() - start;
}
