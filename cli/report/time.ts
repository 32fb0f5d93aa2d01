/** Seconds since 1970 UTC as ISO 8601 without fractions, e.g. `2026-11-22T09:30:00Z`. */
export function formatInstant(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** A span of seconds as whole hours and minutes, rounded down. */
export function splitSpan(seconds: number): { hours: number; minutes: number } {
  const minutes = Math.floor(Math.max(0, seconds) / 60);
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
