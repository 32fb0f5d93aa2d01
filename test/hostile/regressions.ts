/** Seeds of rounds that found something, and what it was. The bundle of a seed changes when the makers of bundles do; each has a test of its own besides. */
export const regressions: readonly { readonly seed: number; readonly what: string }[] = [
  { seed: 5, what: 'a folder that says it is a file was a crash' },
  { seed: 7, what: 'a file that says it is a folder was a failure of git' },
  { seed: 25, what: 'folders that hold each other twice were listed for ever' },
  { seed: 59, what: 'the place of each of 10,000 findings in one file was looked for from its beginning' },
  { seed: 229, what: 'each of 10,000 findings wrote out the whole value that it was about' },
  { seed: 412, what: 'a mapping of 10,000 keys was walked over for each of its findings' },
  { seed: 5_390, what: 'a path of 20,000 characters was repeated whole' },
];
