import type { Route } from '../route.ts';
import { dataSharingRoutes } from './data-sharing.ts';
import { portalUserTypeRoutes } from './portal-user-types.ts';
import { portalRoutes } from './portals.ts';
import { sharingRuleRoutes } from './sharing-rules.ts';
import { territoryRoutes } from './territories.ts';
import { userGroupRoutes } from './user-groups.ts';

/** Every call about who sees what, beside roles and profiles. */
export const accessRoutes: readonly Route[] = [
  ...userGroupRoutes,
  ...territoryRoutes,
  ...dataSharingRoutes,
  ...sharingRuleRoutes,
  ...portalRoutes,
  ...portalUserTypeRoutes,
];
