import type { Route } from './route.ts';

/** The call by which an org tells what it can do: every path with its methods, scopes and credits (apis.json), without those that the org lacks. */
export function apiListRoute(routes: () => readonly Route[]): Route {
  return {
    method: 'GET',
    path: '/__apis',
    scope: 'ZohoCRM.apis.READ',
    minCredits: 1,
    maxCredits: 1,
    handle: ({ org }) => {
      const present = routes().filter((route) => !org.disabledApis.includes(`${route.method} ${route.path}`));
      const paths = Map.groupBy(present, (route) => `/crm/v8${route.path}`);
      const listed = [...paths].map(([path, methods]) => ({
        path,
        operation_types: methods.map((route) => ({
          method: route.method,
          oauth_scope: route.scope,
          max_credits: route.maxCredits,
          min_credits: route.minCredits,
        })),
      }));
      return { status: 200, body: { __apis: listed } };
    },
  };
}
