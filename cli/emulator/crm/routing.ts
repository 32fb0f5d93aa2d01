import type { Method, Route } from './route.ts';

/** A route that fits a request, with the values of its `{name}` parts. */
export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a method and a path below /crm/v8. `methods` are those that the path has: empty when the path is unknown. */
export interface Router {
  find(method: string, path: string): { match: RouteMatch | undefined; methods: readonly Method[] };
}

interface Entry {
  readonly route: Route;
  readonly parts: readonly string[];
}

/** A router over a list of routes; where several paths fit, the one with more literal parts wins. */
export function createRouter(routes: readonly Route[]): Router {
  const byLength = Map.groupBy(
    routes.map((route) => ({ route, parts: route.path.split('/') })),
    (entry) => entry.parts.length,
  );
  return {
    find: (method, path) => {
      const parts = path.split('/');
      const fitting = (byLength.get(parts.length) ?? []).filter((entry) => fits(entry, parts));
      const best = Math.max(0, ...fitting.map(literals));
      const winners = fitting.filter((entry) => literals(entry) === best);
      const found = winners.find((entry) => entry.route.method === method);
      const match = found === undefined ? undefined : { route: found.route, params: parameters(found, parts) };
      return { match, methods: winners.map((entry) => entry.route.method) };
    },
  };
}

function fits(entry: Entry, parts: readonly string[]): boolean {
  return entry.parts.every((part, index) => (part.startsWith('{') ? parts[index] !== '' : part === parts[index]));
}

function literals(entry: Entry): number {
  return entry.parts.filter((part) => !part.startsWith('{')).length;
}

function parameters(entry: Entry, parts: readonly string[]): Record<string, string> {
  const named = entry.parts.flatMap((part, index) => (part.startsWith('{') ? [[part.slice(1, -1), decode(parts[index] ?? '')] as const] : []));
  return Object.fromEntries(named);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
