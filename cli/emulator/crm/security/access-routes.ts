import type { Route } from '../route.ts';
import { userGroupRoutes } from './user-groups.ts';

/** Every call about who sees what, beside roles and profiles. */
export const accessRoutes: readonly Route[] = [...userGroupRoutes];
