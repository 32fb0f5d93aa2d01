import { expect, test } from 'vitest';
import { leftOutFindings } from '../../cli/commands/left-out.ts';
import type { LeftOut } from '../../cli/model/snapshot.ts';
import { readAnswers } from '../traps/answers.ts';

test('the draft of a cadence is left out with words, not with a code', () => {
  const cadence = { id: '1', name: 'New leads', module: { api_name: 'Leads' }, parent_cadence: { id: '2' } };
  const { leftOut } = readAnswers({ cadence: [cadence] });
  expect(leftOutFindings(leftOut)).toEqual([
    {
      code: 'export.left-out.draft',
      severity: 'note',
      message: '1 × cadence left out (it is a draft of changes to one that is there; publish it to have them exported): cadence:Leads/New leads',
    },
  ]);
});

test('one note for each kind and reason, with the first three names', () => {
  const of = (kind: string, key: string, reason: LeftOut['reason']): LeftOut => ({ kind, key, reason });
  const left = [...'abcd'].map((key) => of('variable', key, 'extension'));
  const found = leftOutFindings([...left, of('field', 'Deals.x', 'extension'), of('variable', 'e', 'untold-signals')]);
  expect(found.map(({ code, message }) => [code, message.replace(/ \(.*\)/, '')])).toEqual([
    ['export.left-out.extension', '4 × variable left out: variable:a, variable:b, variable:c, …'],
    ['export.left-out.extension', '1 × field left out: field:Deals.x'],
    ['export.left-out.untold-signals', '1 × variable left out: variable:e'],
  ]);
});
