// Writes and reads the token cache of one client again and again: `token-writer.ts FOLDER MARK ROUNDS`. Prints how often what it read was no whole token.
import { makeContext } from '../../cli/commands/context.ts';
import { openTokenCache } from '../../cli/commands/token-cache.ts';
import { tokenClient } from './token-client.ts';
import { silentWorld } from './world.ts';

const [folder = '', mark = '', rounds = '0'] = process.argv.slice(2);
const world = { ...silentWorld(folder), env: { XDG_CACHE_HOME: folder }, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) };
const cache = openTokenCache(makeContext(world, { repo: folder, color: false }), ...tokenClient);
let odd = 0;
for (let round = 0; round < Number(rounds); round += 1) {
  cache?.put({ value: `${mark}-${'x'.repeat(5000)}-${mark}`, api: 'http://127.0.0.1:4111', usableUntil: 1_000_000 });
  const value = cache?.get()?.value ?? '';
  if (!/^(\w+)-x{5000}-\1$/.test(value)) odd += 1;
}
process.stdout.write(`${odd}\n`);
