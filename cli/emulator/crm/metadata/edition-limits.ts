import type { Edition } from '../org-record.ts';

/** What an edition allows. */
export interface EditionLimits {
  readonly customModules: number;
  /** Custom fields of one module. No published table could be read, so these numbers are the emulator's own, in the order of the editions. */
  readonly customFields: number;
  /** API credits in any 24 hours (Zoho's limits page: base plus a share per user, up to a ceiling). */
  credits(users: number): number;
  /** Calls at one moment of one client and org. */
  readonly concurrency: number;
}

const perUser = (base: number, each: number, ceiling: number) => (users: number) => Math.min(base + each * users, ceiling);

/** Limits by edition. */
export const editionLimits: Readonly<Record<Edition, EditionLimits>> = {
  free: { customModules: 0, customFields: 10, credits: () => 5000, concurrency: 5 },
  standard: { customModules: 10, customFields: 100, credits: perUser(50_000, 250, 100_000), concurrency: 10 },
  professional: { customModules: 25, customFields: 155, credits: perUser(50_000, 500, 3_000_000), concurrency: 15 },
  enterprise: { customModules: 200, customFields: 500, credits: perUser(50_000, 1000, 5_000_000), concurrency: 20 },
  ultimate: { customModules: 500, customFields: 500, credits: perUser(50_000, 2000, Number.MAX_SAFE_INTEGER), concurrency: 25 },
};
