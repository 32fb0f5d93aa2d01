import { Failure } from '../model/failure.ts';
import type { HttpAnswer, HttpLoss } from './transport.ts';

/** The failure for a request without an answer that may be repeated later: `crm.unreachable` or `crm.interrupted`. `origin` is where it went. */
export function describeLoss(loss: HttpLoss, place: string, origin: string): Failure {
  const { host } = new URL(origin);
  if (loss.kind === 'unreachable')
    return new Failure(`${host} cannot be reached (${loss.reason})`, {
      code: 'crm.unreachable',
      kind: 'failure',
      place: host,
      fix: 'Check the network, a proxy, the data centre in org.yaml and ORGCAST_CRM_URL, then run again.',
    });
  return new Failure(`${host} broke off the answer again and again (${loss.reason})`, {
    code: 'crm.interrupted',
    kind: 'failure',
    place,
    fix: 'Run again later.',
  });
}

/** The failure for an answer that is no JSON of the expected shape, such as a proxy's HTML page: `crm.unreadable_answer`. */
export function describeUnreadable(answer: HttpAnswer, place: string): Failure {
  const type = quoteForeign(answer.headers.get('content-type') ?? 'no content type');
  return new Failure(`The answer is not what the CRM sends (HTTP ${answer.status}, ${type})`, {
    code: 'crm.unreadable_answer',
    kind: 'failure',
    place,
    fix: 'Check for a proxy or a login page between here and the CRM, then run again.',
  });
}

/** Words of the other side for our messages: on one line, without control and direction characters, and short. */
export function quoteForeign(words: string): string {
  const line = words.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
