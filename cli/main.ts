#!/usr/bin/env node
import module from 'node:module';
import { dirname, join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import type { Output, World } from './commands/world.ts';

const oldestNode = [22, 14] as const;

function isNodeTooOld(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1]);
}

function outputOf(stream: NodeJS.WriteStream): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error; // the reader of a pipe may leave before the end
  });
  return { write: (text) => void stream.write(text), isTTY: stream.isTTY === true, columns: stream.columns };
}

function makeWorld(): World {
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    root: dirname(import.meta.dirname),
    self: [process.execPath, import.meta.filename],
    version: manifest.version,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    stdin: process.stdin,
    now: () => new Date(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    random: (size) => crypto.getRandomValues(new Uint8Array(size)),
    onStop: (listener) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, listener);
    },
  };
}

async function main(): Promise<number> {
  module.enableCompileCache?.(join(import.meta.dirname, '.cache'));
  const { runProgram } = await import('./commands/program.ts');
  return runProgram(makeWorld());
}

if (process.argv.length === 3 && process.argv[2] === '--version') {
  process.stdout.write(`${manifest.version}\n`);
} else if (isNodeTooOld()) {
  process.stderr.write(
    `orgcast needs Node ${oldestNode.join('.')} or newer and this is Node ${process.versions.node}: run it as "npx orgcast" in its checkout or install a newer Node.\n`,
  );
  process.exitCode = 1;
} else {
  process.exitCode = await main();
}
