import type { Route } from '../route.ts';

/** Calls of this resource. */
export const fieldRoutes: readonly Route[] = [];
