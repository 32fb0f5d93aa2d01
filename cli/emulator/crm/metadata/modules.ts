import type { Route } from '../route.ts';

/** Calls of this resource. */
export const moduleRoutes: readonly Route[] = [];
