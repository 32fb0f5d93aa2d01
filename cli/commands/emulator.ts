import { startEmulator } from '../emulator/listen.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import type { CommandContext } from './context.ts';

/** Options of `emulator`. */
export interface EmulatorOptions {
  readonly port?: string;
  readonly data?: string;
  readonly seed?: string;
}

/** Accounts of the Git host that anybody who starts it gets a token for; the last is what GitHub's own job tokens act as. */
const people: readonly (readonly [string, number?])[] = [['maintainer'], ['sender'], ['approver'], ['github-actions[bot]', 41_898_282]];

/** `orgcast emulator`: the embedded CRM and Git host until it is stopped. With `--json` prints one line when it is ready. */
export async function runEmulator(context: CommandContext, options: EmulatorOptions): Promise<number> {
  const { world } = context;
  const port = options.port === undefined ? 0 : Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Failure(`"${options.port}" is no port`, {
      code: 'usage.port',
      kind: 'usage',
      place: '--port',
      fix: 'Use a number from 0 (any free port) to 65535.',
    });
  const emulator = await startEmulator({
    port,
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    now: () => world.now(),
    random: (size) => world.random(size),
    ...(world.env['PATH'] === undefined ? {} : { searchPath: world.env['PATH'] }),
  });
  for (const [login, id] of people) emulator.forge.createUser(login, id === undefined ? {} : { id });
  const { url, orgs, git } = emulator;
  if (context.json) world.stdout.write(`${JSON.stringify({ url, orgs, git } as unknown as Json)}\n`);
  else
    context.print(
      [
        `Emulator at ${url}`,
        ...orgs.map((org) => `  org ${org.name} (${org.zgid})`),
        ...Object.entries(emulator.seedReports).map(([name, report]) => `  seed of ${name}: ${JSON.stringify(report)}`),
        `  git ${git.cloneUrl}`,
        `  tokens ${Object.keys(git.tokens).join(', ')} (printed with --json)`,
        'Stop it with Ctrl-C.',
      ].join('\n'),
    );
  await new Promise<void>((resolve) => world.onStop(resolve));
  await emulator.close();
  return exitCodes.done;
}
