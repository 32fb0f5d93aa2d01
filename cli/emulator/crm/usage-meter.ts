/** When calls came and were answered, in milliseconds of a clock that only runs forward; undefined before the first. */
export interface Period {
  firstArrival?: number;
  lastAnswer?: number;
}

/** What one endpoint of one org was asked for. */
export interface EndpointUse extends Period {
  requests: number;
  credits: number;
  /** answers by HTTP status */
  readonly statuses: Record<string, number>;
}

/** What one org used since the start, or the last reset. */
export interface OrgUse extends Period {
  requests: number;
  credits: number;
  inFlight: number;
  peakConcurrency: number;
  /** by `METHOD /path/{id}`, paths below /crm/v8 */
  endpoints: Record<string, EndpointUse>;
}

/** Counts requests and credits. In memory: a restart begins at zero. */
export interface UsageMeter {
  use(org: string): OrgUse;
  /** Counts a call of the org, as `METHOD /path/{id}`, as under way until the returned function is called. */
  enter(org: string, endpoint: string): () => void;
  /** Credits of the 24 hours before `now` (milliseconds). */
  spentCredits(org: string, now: number): number;
  record(org: string, endpoint: string, spent: { status: number; credits: number; now: number }): void;
  /** Numbers by org; `rate` is requests in a second between the first arrival and the last answer. */
  report(): { orgs: Record<string, Omit<OrgUse, 'inFlight'> & { rate: number }> };
  reset(): void;
}

const day = 86_400_000;
const minute = 60_000;

/** An empty meter; `ticks` are milliseconds for the times of calls. */
export function createMeter(ticks: () => number): UsageMeter {
  const orgs = new Map<string, OrgUse>();
  const ledger = new Map<string, Map<number, number>>();
  const use = (org: string): OrgUse => {
    const found = orgs.get(org) ?? { requests: 0, credits: 0, inFlight: 0, peakConcurrency: 0, endpoints: {} };
    orgs.set(org, found);
    return found;
  };
  return {
    use,
    enter: (name, endpoint) => {
      const org = use(name);
      org.inFlight += 1;
      org.peakConcurrency = Math.max(org.peakConcurrency, org.inFlight);
      const arrived = ticks();
      return () => {
        org.inFlight -= 1;
        for (const period of [org, endpointOf(org, endpoint)]) {
          period.firstArrival = Math.min(period.firstArrival ?? arrived, arrived);
          period.lastAnswer = ticks();
        }
      };
    },
    spentCredits: (org, now) => {
      const minutes = ledger.get(org) ?? new Map<number, number>();
      for (const at of minutes.keys()) if (at <= now - day) minutes.delete(at);
      return [...minutes.values()].reduce((sum, credits) => sum + credits, 0);
    },
    record: (org, endpoint, spent) => {
      countRequest(use(org), endpoint, spent);
      const minutes = ledger.get(org) ?? new Map<number, number>();
      const slot = Math.floor(spent.now / minute) * minute;
      minutes.set(slot, (minutes.get(slot) ?? 0) + spent.credits);
      ledger.set(org, minutes);
    },
    report: () => ({
      orgs: Object.fromEntries([...orgs].map(([name, { inFlight: _inFlight, ...shown }]) => [name, { ...shown, rate: rateOf(shown) }])),
    }),
    reset: () => {
      for (const org of orgs.values()) {
        Object.assign(org, { requests: 0, credits: 0, peakConcurrency: org.inFlight, endpoints: {} });
        delete org.firstArrival;
        delete org.lastAnswer;
      }
    },
  };
}

function countRequest(org: OrgUse, endpoint: string, spent: { status: number; credits: number }): void {
  const one = endpointOf(org, endpoint);
  for (const counter of [org, one]) {
    counter.requests += 1;
    counter.credits += spent.credits;
  }
  one.statuses[spent.status] = (one.statuses[spent.status] ?? 0) + 1;
}

function endpointOf(org: OrgUse, endpoint: string): EndpointUse {
  const one = org.endpoints[endpoint] ?? { requests: 0, credits: 0, statuses: {} };
  org.endpoints[endpoint] = one;
  return one;
}

function rateOf({ requests, firstArrival, lastAnswer }: Pick<OrgUse, 'requests' | 'firstArrival' | 'lastAnswer'>): number {
  const seconds = ((lastAnswer ?? 0) - (firstArrival ?? 0)) / 1000;
  return seconds > 0 ? Math.round((requests / seconds) * 10) / 10 : 0;
}
