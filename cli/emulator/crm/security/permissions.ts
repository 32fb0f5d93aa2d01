import type { DocStore } from '../store.ts';

/** What a module must tell so that permissions can be made for it. */
export interface PermittedModule {
  readonly api_name: string;
  readonly id: string;
  readonly plural_label: string;
}

/** Adds a module's permissions to every profile of an org (`org` is the org's name). Standard modules at seeding, custom modules on creation. */
export function permissionsForNewModule(_store: DocStore, _org: string, _module: PermittedModule): void {}

/** Gives a new org its profiles Administrator and Standard, its roles CEO and Manager and the permissions that belong to no module. Call before the first module is seeded. */
export function seedSecurity(_store: DocStore, _org: string): void {}
