import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Json, JsonObject } from '../../cli/model/json.ts';

const root = join(import.meta.dirname, '../..');

/** `orgcast emulator --json` as a process, as users start it. */
export interface EmulatorProcess {
  /** the line that it printed when it was ready */
  readonly ready: JsonObject;
  readonly url: string;
  /** everything on stdout so far, by lines */
  readonly lines: readonly string[];
  /** a call of the control interface */
  control(method: string, path: string, body?: Json): Promise<{ readonly status: number; readonly body: JsonObject }>;
  /** asks it to stop and gives its exit code */
  stop(): Promise<number | null>;
}

/** Starts the built program on a free port; builds it first when nobody has. Rejects when it ends before it is ready. */
export async function startEmulatorProcess(data: string, ...more: readonly string[]): Promise<EmulatorProcess> {
  const program = join(root, 'dist/main.js');
  if (!existsSync(program)) execFileSync(process.execPath, [join(root, '.ci/build.mjs')], { cwd: root });
  const child = spawn(process.execPath, [program, 'emulator', '--json', '--port', '0', '--data', data, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const first = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      resolve(line);
    });
    child.once('exit', (code) => reject(new Error(`the emulator ended with ${code}`)));
  });
  const ready = JSON.parse(first) as JsonObject;
  const url = String(ready['url']);
  return { ready, url, lines, stop: () => stop(child), control: (method, path, body) => callJson(method, `${url}/__emulator${path}`, body) };
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = (await ended) as [number | null];
  return code;
}

async function callJson(method: string, url: string, body: Json | undefined): Promise<{ status: number; body: JsonObject }> {
  const response = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: response.status, body: (await response.json()) as JsonObject };
}
