import type { Deed, Receipt } from '../../model/receipt.ts';
import { sayDeed, saySetup } from '../by-hand.ts';
import type { ReportContext } from '../context.ts';
import { cutToWidth } from '../display-width.ts';
import { encodeCodeSpan } from '../encode/markdown.ts';
import { formatCount, say } from '../language.ts';
import { setupMessages } from '../messages/by-hand.ts';
import { stepStatusMessages } from '../messages/receipt.ts';
import { formatPath, formatValue } from '../value.ts';
import type { Section } from './budget.ts';
import { handMedium } from './step.ts';
import { markTick } from './ticks.ts';

/** Cells of a path and of a value: a person copies them, so they are cut late. */
const [pathWidth, valueWidth] = [200, 4_000];

/**
 * What a receipt leaves to people: first what they have to tick, since nothing else tells that it was done, then what reading the org tells. `ticked`: what was
 * ticked already.
 */
export function listDeedSections({ steps }: Receipt, context: ReportContext, ticked: ReadonlySet<string>): readonly Section[] {
  const deeds = steps.flatMap((step) => (step.status === 'manual' && step.deed !== undefined ? [step.deed] : []));
  const title = `${say(stepStatusMessages.manual, context.lang)}`;
  const section = (own: readonly Deed[], note: string): readonly Section[] => {
    const head = `\n### ${title} (${formatCount(own.length)})\n\n${note}\n\n`;
    return own.length === 0 ? [] : [{ head, entries: own.map((deed) => writeDeed(deed, context, ticked)), tail: '' }];
  };
  return [
    ...section(
      deeds.filter((deed) => deed.tick !== undefined),
      say(setupMessages.toTick, context.lang),
    ),
    ...section(
      deeds.filter((deed) => deed.tick === undefined),
      say(setupMessages.readBack, context.lang),
    ),
  ];
}

function writeDeed(deed: Deed, context: ReportContext, ticked: ReadonlySet<string>): string {
  const { tick, setup, values } = deed;
  const [box, mark] = tick === undefined ? ['', ''] : [`[${ticked.has(tick) ? 'x' : ' '}] `, ` ${markTick(tick)}`];
  const lines = values.map(({ path, value }) => {
    const name = encodeCodeSpan(cutToWidth(formatPath(path), pathWidth));
    if (value === undefined) return say(setupMessages.takeAway, context.lang, { path: name });
    return `${name}: ${encodeCodeSpan(formatValue(value, valueWidth))}`;
  });
  const below = [...saySetup(setup, context.lang, handMedium), ...lines];
  return `- ${box}${sayDeed(deed, context, handMedium)}${mark}\n${below.map((line) => `  - ${line}\n`).join('')}`;
}
