import type { Route } from '../route.ts';

/** Routes of this resource. */
export const roleRoutes: readonly Route[] = [];
