import type { DoctorView } from '../../cli/report/view.ts';

const words = (text: string) => ({ en: text, ja: `${text} (ja)` });

/** One promise of each kind; places and observations hold what a repository's writer may choose. */
export const sampleDoctor: DoctorView = {
  repository: 'school/crm',
  viewer: { id: 12, login: 'kenji', role: 'admin' },
  promises: [
    {
      code: 'doctor.ledger-kept',
      promise: words('Records stay.'),
      verdict: 'holds',
      observations: [{ place: 'ledger', verdict: 'holds', says: words('no record can be moved') }],
      fix: words('Make a ruleset.'),
      url: 'https://git.example/school/crm/settings/rules',
    },
    {
      code: 'doctor.branch-bypass',
      promise: words('Nobody may pass the rules.'),
      verdict: 'unknown',
      observations: [{ place: 'main', verdict: 'unknown', says: words('not known: told to administrators only') }],
      fix: words('Empty the list.'),
      url: 'https://git.example/school/crm/settings/rules',
    },
    {
      code: 'doctor.repository-secrets',
      promise: words('No credentials in repository secrets.'),
      verdict: 'broken',
      observations: [
        { place: 'A|B', verdict: 'holds', says: words('fine') },
        { place: '@everyone\u202e', verdict: 'broken', says: words('<img src=x> looks like\na credential') },
      ],
      fix: words('Delete the secret.'),
      url: null,
    },
  ],
};
