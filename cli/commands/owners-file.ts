/**
 * The CODEOWNERS that `init` writes: policies of the orgs, settings and workflows belong to `login`, whoever sets the repository up. Where nobody knows who that is,
 * the lines are comments to fill in.
 */
export function ownersText(orgs: readonly string[], login: string | undefined): string {
  const line = (path: string, placeholder: string): string =>
    login === undefined ? `# ${path.padEnd(40)}@your-org/${placeholder}` : `${path.padEnd(42)}@${login}`;
  const named = orgs.length > 0 || login !== undefined ? orgs : ['osaka'];
  const lines = [
    '# Who must review a change. The last line that matches counts. Turn on "Require review from Code Owners" for main; "orgcast doctor" says what is missing.',
    '# Those who keep the pipeline:',
    line('/.github/', 'platform'),
    line('/orgcast.yaml', 'platform'),
    '# The administrators of each org:',
    ...named.map((org) => line(`/environments/${org}/org.yaml`, `${org}-admins`)),
  ];
  return `${lines.join('\n')}\n`;
}
