import type { Outcome } from '../apply/run-pass.ts';
import type { Step } from '../model/plan.ts';
import { encodeLogLine } from '../report/encode/log-line.ts';
import type { CommandContext } from './context.ts';

/** Tells people how an apply goes on. */
export interface ApplyProgress {
  startPass(pass: number, steps: readonly Step[]): void;
  watch(step: Step, outcome: Outcome): void;
  /** ends the line that is being updated, if any */
  endPass(): void;
}

/** Milliseconds between updates of a terminal's line, and between lines where every one is kept. */
const redrawEvery = 100;
const lineEvery = 10_000;

/**
 * On a terminal one line that is updated (done of total, steps a second, what remains); elsewhere a plain line at every tenth of the steps or every ten seconds. What
 * was not done has a line of its own at once.
 */
export function makeProgress(context: CommandContext): ApplyProgress {
  const { stderr } = context.world;
  const live = stderr.isTTY && !context.quiet;
  const now = (): number => context.world.now().getTime();
  let pass = { number: 0, total: 0, done: 0, start: 0, told: 0, tenth: 0, open: false };
  const clear = (): void => {
    if (live && pass.open) stderr.write('\r\u001b[2K');
    pass.open = false;
  };
  const draw = (): void => {
    const line = formatProgress(pass, now());
    pass.told = now();
    pass.tenth = tenthOf(pass);
    if (!live) {
      context.progress(`  ${line}`);
      return;
    }
    stderr.write(`\r\u001b[2K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
    pass.open = true;
  };
  return {
    startPass(number, steps) {
      pass = { number, total: steps.filter((step) => step.mode === 'api').length, done: 0, start: now(), told: now(), tenth: 0, open: false };
      context.progress(`Pass ${number}: ${pass.total} steps`);
    },
    watch(step, outcome) {
      if (step.mode !== 'api') return;
      pass.done += 1;
      if (outcome.status !== 'done' || context.verbose) {
        clear();
        context.progress(encodeLogLine(outcome.status === 'done' ? `  done: ${step.id}` : `  ${outcome.status}: ${step.id} – ${outcome.error}`));
      }
      const due = live ? now() - pass.told >= redrawEvery || !pass.open : tenthOf(pass) > pass.tenth || now() - pass.told >= lineEvery;
      if (due && pass.total > 1) draw();
    },
    endPass: clear,
  };
}

interface PassCount {
  readonly total: number;
  readonly done: number;
  readonly start: number;
}

function tenthOf({ done, total }: PassCount): number {
  return Math.floor((done * 10) / Math.max(1, total));
}

/** `120/300 steps (40 %), 9.8 a second, about 18 s left`. */
export function formatProgress({ total, done, start }: PassCount, now: number): string {
  const seconds = (now - start) / 1000;
  const share = `${done}/${total} steps (${Math.floor((done * 100) / Math.max(1, total))} %)`;
  if (seconds <= 0 || done === 0) return share;
  const rate = done / seconds;
  const left = Math.ceil((total - done) / rate);
  return `${share}, ${rate >= 10 ? Math.round(rate) : rate.toFixed(1)} a second${left > 0 ? `, about ${formatSeconds(left)} left` : ''}`;
}

function formatSeconds(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
