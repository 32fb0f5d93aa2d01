/** What one endpoint of one org was asked for. */
export interface EndpointUse {
  requests: number;
  credits: number;
  /** answers by HTTP status */
  readonly statuses: Record<string, number>;
}

/** What one org used since the start, or the last reset. */
export interface OrgUse {
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
  /** Credits of the 24 hours before `now` (milliseconds). */
  spentCredits(org: string, now: number): number;
  record(org: string, endpoint: string, spent: { status: number; credits: number; now: number }): void;
  report(): { orgs: Record<string, Omit<OrgUse, 'inFlight'>> };
  reset(): void;
}

const day = 86_400_000;
const minute = 60_000;

/** An empty meter. */
export function createMeter(): UsageMeter {
  const orgs = new Map<string, OrgUse>();
  const ledger = new Map<string, Map<number, number>>();
  const use = (org: string): OrgUse => {
    const found = orgs.get(org) ?? { requests: 0, credits: 0, inFlight: 0, peakConcurrency: 0, endpoints: {} };
    orgs.set(org, found);
    return found;
  };
  return {
    use,
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
    report: () => ({ orgs: Object.fromEntries([...orgs].map(([name, { inFlight: _inFlight, ...shown }]) => [name, shown])) }),
    reset: () => {
      for (const org of orgs.values()) {
        Object.assign(org, { requests: 0, credits: 0, peakConcurrency: org.inFlight, endpoints: {} });
      }
    },
  };
}

function countRequest(org: OrgUse, endpoint: string, spent: { status: number; credits: number }): void {
  const one = org.endpoints[endpoint] ?? { requests: 0, credits: 0, statuses: {} };
  org.endpoints[endpoint] = one;
  for (const counter of [org, one]) {
    counter.requests += 1;
    counter.credits += spent.credits;
  }
  one.statuses[spent.status] = (one.statuses[spent.status] ?? 0) + 1;
}
