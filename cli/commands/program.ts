import { Command, CommanderError } from 'commander';
import { exitCodes } from '../model/failure.ts';
import type { World } from './world.ts';

/**
 * Runs the command line of `world` and gives the code to exit with. A wrong command line is explained on stderr and gives 64; a command's own
 * trouble is thrown.
 */
export async function runProgram(world: World): Promise<number> {
  let code: number = exitCodes.done;
  const program = buildProgram(world, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...world.argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    throw error;
  }
  return code;
}

/** The whole command line as commander sees it; `finish` receives the exit code of the verb that ran. Each verb's code is loaded when it runs. */
export function buildProgram(world: World, _finish: (code: number) => void): Command {
  return new Command('orgcast')
    .description('CRM configuration as code for Zoho CRM')
    .version(world.version)
    .option('--repo <dir>', 'the pipeline repository', world.cwd)
    .option('--json', 'print one JSON document on stdout')
    .option('--lang <lang>', 'language of messages: en or ja')
    .option('--quiet', 'print results only')
    .option('--verbose', 'print every request and decision')
    .option('--no-color', 'print no colour')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
      getOutHelpWidth: () => world.stdout.columns ?? 100,
      getErrHelpWidth: () => world.stderr.columns ?? 100,
    });
}
