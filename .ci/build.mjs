// Bundles cli/main.ts into dist/ and makes `npx orgcast` work in this checkout. Plain JavaScript, so that any Node can run it during the set-up.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const binFolder = `${root}node_modules/.bin`;

/** CommonJS packages call `require`, which an ES module has not. */
const requireBanner = "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);";

/** Of package.json only the version is bundled: the rest is no part of the program. */
const versionOnly = {
  name: 'version-only',
  setup(bundler) {
    bundler.onLoad({ filter: /\/package\.json$/ }, ({ path }) => {
      if (path !== `${root}package.json`) return undefined;
      return { contents: JSON.stringify({ version: JSON.parse(readFileSync(path, 'utf8')).version }), loader: 'json' };
    });
  },
};

rmSync(`${root}dist/.cache`, { recursive: true, force: true });
const { metafile } = await build({
  metafile: true,
  absWorkingDir: root,
  entryPoints: ['cli/main.ts'],
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  // the entry must at least start on an old Node, to say which one it needs
  target: 'node20',
  minifySyntax: true,
  legalComments: 'linked',
  plugins: [versionOnly],
  banner: { js: requireBanner },
  logLevel: 'warning',
});
chmodSync(`${root}dist/main.js`, 0o755);
removeStaleChunks();
if (existsSync(binFolder)) linkCommand();

/** Last, so that a run of the program that was started before the build still finds most of its chunks. */
function removeStaleChunks() {
  for (const file of existsSync(`${root}dist/chunks`) ? readdirSync(`${root}dist/chunks`) : []) {
    if (!(`dist/chunks/${file}` in metafile.outputs)) rmSync(`${root}dist/chunks/${file}`);
  }
}

function linkCommand() {
  rmSync(`${binFolder}/orgcast`, { force: true });
  if (process.platform !== 'win32') symlinkSync('../../dist/main.js', `${binFolder}/orgcast`);
  else {
    mkdirSync(binFolder, { recursive: true });
    writeFileSync(`${binFolder}/orgcast.cmd`, '@node "%~dp0\\..\\..\\dist\\main.js" %*\r\n');
  }
}
