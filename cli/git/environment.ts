/** A token for one origin such as `https://github.com`; it is sent to no other host. */
export interface GitCredential {
  readonly origin: string;
  readonly token: string;
}

/** Variables of the outer environment, as `process.env` has them. */
export type OuterEnvironment = Readonly<Record<string, string | undefined>>;

/** Programs that git would start to ask or show something; a job has nobody to ask. */
const foreign = /^(?:GIT_.*|SSH_ASKPASS|EDITOR|VISUAL|PAGER|LESS|PREFIX)$/;

/**
 * The environment for git: nothing that steers git is taken over, no question is ever asked, messages are English, a stalled transfer ends. A token
 * travels as configuration in the environment, because URLs end up in `.git/config` and arguments in the process list; the empty value before it
 * drops a header that `actions/checkout` left behind (two of them are refused by GitHub).
 */
export function gitEnvironment(outer: OuterEnvironment, credential?: GitCredential): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(outer)) if (value !== undefined && !foreign.test(name)) environment[name] = value;
  const settings: [string, string][] = [
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', '60'],
  ];
  if (credential !== undefined) {
    const header = `http.${credential.origin}/.extraHeader`;
    settings.push(['credential.helper', ''], [header, ''], [header, `Authorization: Basic ${basicOf(credential.token)}`]);
  }
  settings.forEach(([key, value], index) => {
    environment[`GIT_CONFIG_KEY_${index}`] = key;
    environment[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return {
    ...environment,
    GIT_CONFIG_COUNT: String(settings.length),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    LC_ALL: 'C',
  };
}

/** Replaces a token, and the form in which git sends it, by `***`. */
export function maskToken(text: string, credential: GitCredential | undefined): string {
  if (credential === undefined || credential.token === '') return text;
  return text.replaceAll(credential.token, '***').replaceAll(basicOf(credential.token), '***');
}

/** GitHub takes any user name beside a token; this one is the documented one for installation tokens. */
function basicOf(token: string): string {
  return Buffer.from(`x-access-token:${token}`, 'utf8').toString('base64');
}
