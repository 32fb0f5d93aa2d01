import { Command, CommanderError, Option } from 'commander';
import { exitCodes } from '../model/failure.ts';
import type { GlobalOptions } from './context.ts';
import { maskShapes } from './mask.ts';
import type { Verb } from './verbs.ts';
import { keyVerbs, verbs } from './verbs.ts';
import type { World } from './world.ts';

/**
 * Runs the command line of `world` to its end and gives the code to exit with. A wrong command line is explained on stderr and gives 64; what a command
 * throws is reported. Never throws.
 */
export async function runProgram(world: World): Promise<number> {
  let code: number = exitCodes.done;
  const program = buildProgram(world, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...world.argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    const [{ makeContext }, { reportFailure, reportUsage }] = await Promise.all([import('./context.ts'), import('./failure-report.ts')]);
    const context = makeContext(world, program.opts<GlobalOptions>());
    return error instanceof CommanderError ? reportUsage(context, error) : reportFailure(context, error);
  }
}

/** The whole command line as commander sees it; `finish` receives the exit code of the verb that ran. */
export function buildProgram(world: World, finish: (code: number) => void): Command {
  const program = new Command('orgcast')
    .description('CRM configuration as code for Zoho CRM')
    .version(world.version)
    .option('--repo <dir>', 'the pipeline repository', world.cwd)
    .option('--json', 'print one JSON document on stdout')
    .addOption(new Option('--lang <lang>', 'language of messages; default from the locale').choices(['en', 'ja']))
    .option('--quiet', 'print results only')
    .option('--verbose', 'print every request and decision')
    .option('--no-color', 'print no colour')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      // A wrong command line is repeated, and may hold what should have come by standard input.
      writeErr: (text) => world.stderr.write(maskShapes(text)),
      getOutHelpWidth: () => world.stdout.columns ?? 100,
      getErrHelpWidth: () => world.stderr.columns ?? 100,
    });
  for (const verb of verbs) addVerb(program, world, verb, finish);
  const key = program.command('key').description('make, look at and revoke copy keys');
  for (const verb of keyVerbs) addVerb(key, world, verb, finish);
  return program;
}

function addVerb(parent: Command, world: World, verb: Verb, finish: (code: number) => void): void {
  const command = parent.command(verb.usage).description(verb.summary).copyInheritedSettings(parent);
  for (const option of verb.options ?? []) command.addOption(option);
  command.addHelpText('after', `\nExamples:\n${verb.examples.map((example) => `  $ ${example}`).join('\n')}`);
  command.action(async (...given: unknown[]) => {
    const { makeContext } = await import('./context.ts');
    const context = makeContext(world, command.optsWithGlobals() as GlobalOptions);
    const args = given.slice(0, -2) as (string | readonly string[] | undefined)[];
    finish(await verb.run(context, args, command.opts()));
  });
}
