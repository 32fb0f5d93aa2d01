import { defineConfig } from 'vitest/config';

/** The fast tests of what is mutated; a run of Stryker repeats them thousands of times. */
export default defineConfig({
  test: {
    include: [
      'test/key/**/*.test.ts',
      'test/plan/guards/**/*.test.ts',
      'test/plan/{deletes,judge,risk,threats}.test.ts',
      'test/report/encode/secrets.test.ts',
      'test/commands/mask.test.ts',
      'test/crm/mask.test.ts',
    ],
    pool: 'threads',
    isolate: false,
    testTimeout: 60_000,
  },
});
