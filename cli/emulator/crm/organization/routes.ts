import type { Route } from '../route.ts';
import { appointmentPreferenceRoutes } from './appointment-preferences.ts';
import { businessHourRoutes } from './business-hours.ts';
import { contactRoleRoutes } from './contact-roles.ts';
import { currencyRoutes } from './currencies.ts';
import { fiscalYearRoutes } from './fiscal-year.ts';
import { holidayRoutes } from './holidays.ts';
import { preferenceRoutes } from './preferences.ts';
import { shiftHourRoutes } from './shift-hours.ts';
import { taxRoutes } from './taxes.ts';
import { unsubscribeLinkRoutes } from './unsubscribe-links.ts';
import { variableGroupRoutes } from './variable-groups.ts';
import { variableRoutes } from './variables.ts';

/** Every call about the organization itself. */
export const organizationRoutes: readonly Route[] = [
  ...businessHourRoutes,
  ...shiftHourRoutes,
  ...holidayRoutes,
  ...fiscalYearRoutes,
  ...currencyRoutes,
  ...taxRoutes,
  ...contactRoleRoutes,
  ...variableRoutes,
  ...variableGroupRoutes,
  ...preferenceRoutes,
  ...appointmentPreferenceRoutes,
  ...unsubscribeLinkRoutes,
];
