import type { Route } from '../route.ts';

/** Calls of this resource. */
export const picklistRoutes: readonly Route[] = [];
