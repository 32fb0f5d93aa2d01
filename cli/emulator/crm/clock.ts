import type { DocStore } from './store.ts';

/** The emulator's time: the machine's, moved by an offset or held at a moment. Kept in the database. */
export interface Clock {
  /** milliseconds since 1970-01-01T00:00:00Z */
  now(): number;
  /** Moves or holds the time; `{}` goes back to the machine's. */
  set(setting: ClockSetting): void;
}

/** `offset` in seconds is added to the machine's time; `fixed` (ISO 8601) holds it. */
export interface ClockSetting {
  readonly offset?: number;
  readonly fixed?: string;
}

/** Documents that belong to no org have this in place of the org's name. */
export const everyOrg = '*';

/** The clock over a source of milliseconds, as last set in the store. */
export function openClock(store: DocStore, source: () => number): Clock {
  const read = (): ClockSetting => (store.get(everyOrg, 'clock', 'clock') ?? {}) as ClockSetting;
  return {
    now: () => {
      const { fixed, offset } = read();
      return fixed === undefined ? source() + (offset ?? 0) * 1000 : Date.parse(fixed);
    },
    set: (setting) => store.put(everyOrg, 'clock', { id: 'clock', ...setting }),
  };
}

/** A moment as the API writes it: ISO 8601, whole seconds, in the given offset such as `+09:00`. */
export function isoTime(milliseconds: number, offset: string): string {
  const sign = offset.startsWith('-') ? -1 : 1;
  const [hours, minutes] = offset.slice(1).split(':').map(Number);
  const shifted = new Date(milliseconds + sign * ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000);
  return `${shifted.toISOString().slice(0, 19)}${offset}`;
}
