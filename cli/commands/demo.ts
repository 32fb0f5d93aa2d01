import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../emulator/listen.ts';
import { exitCodes } from '../model/failure.ts';
import type { CommandContext } from './context.ts';
import { assembleCast } from './demo/cast.ts';
import { makeNarrator } from './demo/narration.ts';
import type { Scene } from './demo/story.ts';
import { applyMerge, changeSource, checkRequest, mergeRequest, proveOutcome, sendWithKey, setUpRepository } from './demo/story.ts';

/** Options of `demo`. */
export interface DemoOptions {
  readonly keep?: boolean;
}

/** `orgcast demo`: head office and branch, key, request, approval, apply, all for real on the embedded default. Exit 0 only if every step held. */
export async function runDemo(context: CommandContext, options: DemoOptions): Promise<number> {
  const { world } = context;
  const folder = mkdtempSync(join(tmpdir(), 'orgcast-demo-'));
  const narrator = makeNarrator((line) => world.stdout.write(`${line}\n`));
  const started = world.now().getTime();
  const emulator = await startEmulator({
    data: join(folder, 'emulator'),
    orgNames: ['head-office', 'osaka'],
    now: () => world.now(),
    random: (size) => world.random(size),
    ...(world.env['PATH'] === undefined ? {} : { searchPath: world.env['PATH'] }),
  });
  try {
    narrator.say(
      `The embedded CRM and Git host listen on ${emulator.url}. Real files, real git, real HTTP, real signatures; only Zoho and GitHub are stood in for.`,
    );
    const scene: Scene = { context, emulator, cast: await assembleCast(context, emulator, folder), folder, narrator };
    await tellStory(scene);
  } finally {
    await emulator.close();
    if (options.keep !== true) rmSync(folder, { recursive: true, force: true });
  }
  const seconds = ((world.now().getTime() - started) / 1000).toFixed(1);
  world.stdout.write(
    `\n${narrator.failures === 0 ? `Every step held (${seconds} s).` : `${narrator.failures} steps did not hold (${seconds} s).`}\n`,
  );
  if (options.keep === true) world.stdout.write(`Everything is kept in ${folder}\n`);
  return narrator.failures === 0 ? exitCodes.done : exitCodes.failure;
}

async function tellStory(scene: Scene): Promise<void> {
  await setUpRepository(scene);
  await changeSource(scene);
  const { key, number } = await sendWithKey(scene);
  await checkRequest(scene, number);
  await mergeRequest(scene, number);
  const { env } = await applyMerge(scene, number);
  await proveOutcome(scene, key, env);
}
