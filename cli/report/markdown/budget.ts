/** A part of a comment: its entries are shown whole or not at all; head and tail are left out when no entry fits. */
export interface Section {
  readonly head: string;
  readonly entries: readonly string[];
  readonly tail: string;
  /** true for the part that must be seen first */
  readonly urgent?: boolean;
}

/** What did not fit. */
export interface Cut {
  readonly entries: number;
  readonly urgent: number;
}

/** GitHub refuses a comment of more than 65,536 characters; counted in bytes, we stay below it in any script. */
export const commentBytes = 65_536;

/** Kept free for what the forge or a wrapper adds. */
const reserve = 2_048;

/** Bytes that a comment of ours may take unless the caller says otherwise. */
export const defaultBudget = commentBytes - reserve;

/**
 * Joins a comment within `budget` bytes of UTF-8: `start` always, then sections in order as far as entries fit, then `note` of what was cut.
 * Once an entry does not fit, nothing of later sections is shown either, so that a reader never takes a gap for the end.
 */
export function fitComment(start: string, sections: readonly Section[], note: (cut: Cut) => string, budget: number = defaultBudget): string {
  const all = sections.reduce((sum, section) => sum + section.entries.length, 0);
  const urgent = sections.reduce((sum, section) => sum + (section.urgent === true ? section.entries.length : 0), 0);
  const whole = start + sections.map((section) => section.head + section.entries.join('') + section.tail).join('');
  if (countBytes(whole) <= budget) return whole;
  // The note is longest when everything is cut, so its place can be kept before it is known.
  const room = budget - countBytes(start) - countBytes(note({ entries: all, urgent }));
  const { text, kept, keptUrgent } = takeEntries(sections, room);
  return start + text + note({ entries: all - kept, urgent: urgent - keptUrgent });
}

/** Length of a text in UTF-8. */
export function countBytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

function takeEntries(sections: readonly Section[], room: number): { text: string; kept: number; keptUrgent: number } {
  const taken = { text: '', kept: 0, keptUrgent: 0 };
  let left = room;
  for (const section of sections) {
    left -= countBytes(section.head) + countBytes(section.tail);
    const fitting = countFitting(section.entries, left);
    if (fitting > 0) {
      const entries = section.entries.slice(0, fitting).join('');
      taken.text += section.head + entries + section.tail;
      taken.kept += fitting;
      if (section.urgent === true) taken.keptUrgent += fitting;
      left -= countBytes(entries);
    }
    if (fitting < section.entries.length) break;
  }
  return taken;
}

function countFitting(entries: readonly string[], room: number): number {
  let left = room;
  const tooMuch = entries.findIndex((entry) => {
    left -= countBytes(entry);
    return left < 0;
  });
  return tooMuch === -1 ? entries.length : tooMuch;
}
