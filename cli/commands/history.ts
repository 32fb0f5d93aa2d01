import { exitCodes, Failure } from '../model/failure.ts';
import { toHistoryJson } from '../report/json/history.ts';
import { formatHistory } from '../report/text/history.ts';
import { formatReceipt } from '../report/text/receipt.ts';
import type { CommandContext } from './context.ts';
import { requireName } from './environment.ts';
import { openHistory } from './history-store.ts';

/** `orgcast history <org> [<number>]`: the receipts of an org, or one of them with its steps. */
export async function runHistory(context: CommandContext, org: string, number: string | undefined): Promise<number> {
  const all = await (await openHistory(context)).list(requireName(org));
  const entries = number === undefined ? all : all.filter((entry) => String(entry.number) === number);
  const [one] = entries;
  if (number !== undefined && one === undefined)
    throw new Failure(`"${org}" has no receipt ${number.slice(0, 20)}`, {
      code: 'history.unknown',
      kind: 'invalid',
      place: org,
      fix: `Run "orgcast history ${org}" to see its receipts.`,
    });
  const view = { org, entries };
  if (context.json) context.printJson(toHistoryJson(view));
  else
    context.print(
      `${formatHistory(view, context.text)}${number === undefined || one === undefined ? '' : `\n${formatReceipt(one.receipt, context.text)}`}`,
    );
  return exitCodes.done;
}
