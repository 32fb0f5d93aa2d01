// Which part may import which (CONTRIBUTING.md, "Layers"). Run by test/architecture.test.ts, or by hand: npx depcruise cli
const stages = ['live', 'yaml', 'validate', 'plan', 'key', 'send', 'apply', 'doctor', 'report'];
const edges = ['disk', 'crm', 'git', 'github'];

/** Node's modules that model, kinds and stages may import: hashing and signing everywhere (randomness is handed in), styling of text in reports. */
const pureNodeModules = (name) => (name === 'report' ? ['crypto', 'util'] : ['crypto']);

/** The only folder that imports a package, so that it can be replaced in one place. */
const packageHomes = {
  '@octokit': ['github'],
  'simple-git': ['git'],
  'deep-diff': ['plan'],
  hono: ['emulator'],
  '@hono': ['emulator'],
  commander: ['commands'],
  'get-east-asian-width': ['report'],
};

const folder = (names) => `^cli/(${names.join('|')})/`;

/** A folder imports itself, what is named, and nothing else of cli/. */
function onlyBelow(name, below) {
  return {
    name: `${name}-imports-down`,
    severity: 'error',
    from: { path: folder([name]) },
    to: { path: '^cli/', pathNot: folder([name, ...below]) },
  };
}

function onlyPureNode(name) {
  return {
    name: `${name}-has-no-effects`,
    severity: 'error',
    comment: 'model, kinds and stages are pure: no disk, network, process, clock or randomness',
    from: { path: folder([name]) },
    to: { dependencyTypes: ['core'], pathNot: `^(node:)?(${pureNodeModules(name).join('|')})$` },
  };
}

function onlyAtHome([name, homes]) {
  return {
    name: `${name}-at-home`,
    severity: 'error',
    from: { path: '^cli/', pathNot: folder(homes) },
    to: { path: `(^|/)node_modules/${name}/` },
  };
}

export default {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      from: { path: '^cli/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev', 'npm-optional'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'only-cli', severity: 'error', from: { path: '^cli/' }, to: { path: '^(test|\\.ci|dist)/' } },
    { name: 'main-is-the-top', severity: 'error', from: { path: '^cli/.+/' }, to: { path: '^cli/main\\.ts$' } },
    { name: 'main-imports-commands', severity: 'error', from: { path: '^cli/main\\.ts$' }, to: { path: '^cli/', pathNot: '^cli/commands/' } },
    onlyBelow('model', []),
    onlyBelow('kinds', ['model']),
    ...stages.map((name) => onlyBelow(name, ['kinds', 'model'])),
    ...edges.map((name) => onlyBelow(name, ['kinds', 'model'])),
    onlyBelow('emulator', ['model']),
    ...['model', 'kinds', ...stages].map(onlyPureNode),
    ...Object.entries(packageHomes).map(onlyAtHome),
    {
      name: 'process-in-main-only',
      severity: 'error',
      from: { path: '^cli/', pathNot: '^cli/main\\.ts$' },
      to: { path: '^(node:)?process$' },
    },
  ],
  options: {
    // sees imports that TypeScript removes, so that a cycle of types counts too
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { conditionNames: ['import', 'require', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
};
