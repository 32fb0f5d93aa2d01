import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Output, World } from '../../cli/commands/world.ts';

/** A world that is heard by nobody, in a folder of its own. */
export function silentWorld(cwd: string): World {
  const mute: Output = { write: () => undefined, isTTY: false, columns: undefined };
  const stdin = new PassThrough();
  stdin.end();
  return {
    argv: [],
    env: {},
    cwd,
    root: join(import.meta.dirname, '../..'),
    self: [],
    version: '0.0.0-test',
    stdout: mute,
    stderr: mute,
    stdin,
    now: () => new Date(0),
    sleep: () => Promise.resolve(),
    random: (size) => new Uint8Array(size),
    onStop: () => undefined,
  };
}

/** Writes files below a folder. */
export function makeRepository(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
