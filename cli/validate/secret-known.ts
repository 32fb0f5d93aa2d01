/** Beginnings that every pattern of secretlint's recommended rules has one of; a test holds that for each rule. */
const signs =
  /PRIVATE KEY|private_key|_authToken|npm_|xox[a-z]-|xapp-|:\/\/[^\s/]{0,300}@|sk-|gsk_|hf_|lin_api_|ntn_|SG\.|shp[a-z]{2,3}_|[sr]k_(?:live|test)_|gh[pousr]_|github_pat_|glpat-|glc_|glsa_|ops_e|hv[sbr]\.|vc[piark]_|dapi[A-Fa-f0-9]|dckr_pat_|figd_|cf(?:k|ut|at)_|tskey-/;

/** Those that are written in either case. */
const anyCase = /secret_?access_?key|hooks\.slack\.com|mongodb|mysql|postgres/i;

/** True for a text that secretlint may find something in: loading its rules for any other is a waste. */
export function mayHoldKnownSecret(text: string): boolean {
  return signs.test(text) || anyCase.test(text);
}
