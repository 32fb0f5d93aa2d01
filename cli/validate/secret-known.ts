/** Beginnings that every pattern of secretlint's recommended rules has one of; a test holds that for each rule. */
const signs =
  /A3T|A[KGIRNS][A-Z]A|secret_?access_?key|account_?(?:id)?["']?\s*(?::|=>|=)|PRIVATE KEY|private_key|x-oauth-basic|_authToken|npm_|xox[a-z]-|xapp-|hooks\.slack\.com|:\/\/[^\s/]{0,300}@|sk-|gsk_|hf_|lin_api_|ntn_|SG\.|shp[a-z]{2,3}_|[sr]k_(?:live|test)_|gh[pousr]_|github_pat_|glpat-|glc_|glsa_|ops_e|mongodb|mysql|postgres|hv[sbr]\.|vc[piark]_|dapi|dckr_pat_|figd_|cf(?:k|ut|at)_|tskey-/i;

/** True for a text that secretlint may find something in: loading its rules for any other is a waste. */
export function mayHoldKnownSecret(text: string): boolean {
  return signs.test(text);
}
