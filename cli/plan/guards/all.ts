import type { Guard } from './guard.ts';

/** All policies that a plan is judged by, in the order of their findings. */
export const guards: readonly Guard[] = [];
