import type { EligibilityRule } from './rule.ts';
import { severityOfLimit } from './rule.ts';

/**
 * Edition and data centre of the source reach the target only as the sender's signed word. A request without them may still be in order (they bind nothing that an apply
 * through the API needs), but the limits "same edition" and "same data centre" of Zoho's own feature cannot be judged.
 */
export const sourceStatement: EligibilityRule = {
  judge({ other }, side, rules) {
    if (side === 'source' || other === undefined || (other.edition !== undefined && other.dataCenter !== undefined)) return [];
    return [{ ...unstated, severity: severityOfLimit(rules) }];
  },
};

const unstated = {
  code: 'eligibility.source-unstated',
  message: {
    en: 'The request does not say which edition and data centre its source has, so whether they are those of {org} could not be determined.',
    ja: 'リクエストに送信元のエディションとデータセンターの記載がないため、{org} と同じか判定できませんでした。',
  },
  fix: {
    en: 'Ask the sender to send again with this version of orgcast.',
    ja: 'このバージョンの orgcast でもう一度送信するよう、送信者に依頼してください。',
  },
};
