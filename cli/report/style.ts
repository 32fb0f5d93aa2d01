import { styleText } from 'node:util';

/** What a piece of terminal text means; the colours follow from it. */
export type Tone = 'error' | 'warning' | 'note' | 'good' | 'strong' | 'quiet';

/** Gives a piece of terminal text its tone; the text itself never changes. */
export type Paint = (tone: Tone, text: string) => string;

const formats = {
  error: 'red',
  warning: 'yellow',
  note: 'cyan',
  good: 'green',
  strong: 'bold',
  quiet: 'dim',
} as const satisfies Record<Tone, Parameters<typeof styleText>[0]>;

/** The painter of a terminal, or of anything else when `color` is false: then texts stay as they are. The caller knows the stream and NO_COLOR. */
export function choosePaint(color: boolean): Paint {
  return color ? (tone, text) => styleText(formats[tone], text, { validateStream: false }) : (_, text) => text;
}
