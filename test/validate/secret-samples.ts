/** Texts that look like secrets, put together here so that no scanner of repositories takes this file for a leak. */
const hex = '9f86d081884c7d659a2feaa0c55ad015';
const mixed = 'q7Rt2Vx9Lm4Zp8Kc3Hw6Yb1Nd5Gf0Js';

/** A sample of every rule of ours: what it is, the text around it, the secret itself. */
export const ownSamples: readonly (readonly [what: string, text: string, secret: string])[] = [
  ['zoho-token', `refresh with ${'1000'}.${hex}.${hex} please`, `1000.${hex}.${hex}`],
  ['zoho-token', `https://x.example/f?auth_type=apikey&zapikey=${'1001'}.${hex}.${hex}`, `1001.${hex}.${hex}`],
  ['address', 'https://x.example/hook?zapikey=abc1', 'abc1'],
  ['address', 'https://x.example/hook?a=1&api_key=lettersonly&b=2', 'lettersonly'],
  ['address', 'https://x.example/hook?key=ab12cd34', 'ab12cd34'],
  ['address', 'https://x.example/hook?access_token=s3cr', 's3cr'],
  ['address', 'https://robot:pa55word@x.example/hook', 'pa55word'],
  ['authorization', `Authorization: Bearer ${mixed.slice(0, 14)}`, mixed.slice(0, 14)],
  ['authorization', 'Basic cm9ib3Q6cGE1NXdvcmQ=', 'cm9ib3Q6cGE1NXdvcmQ='],
  ['assignment', 'the password: hunter2hunter2!', 'hunter2hunter2!'],
  ['assignment', `{"apiKey":"${mixed.slice(0, 12)}"}`, mixed.slice(0, 12)],
  [
    'private-key',
    `-----BEGIN ${'PRIVATE'} KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END ${'PRIVATE'} KEY-----`,
    `-----BEGIN ${'PRIVATE'} KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END ${'PRIVATE'} KEY-----`,
  ],
  ['random', `コードは ${mixed} です`, mixed],
  ['random', hex, hex],
  ['random', `https://hook.example/${mixed.toLowerCase()}`, mixed.toLowerCase()],
];

const letters = (count: number): string => mixed.repeat(20).replace(/\W/g, '').slice(0, count);
const plain = (count: number): string => 'abcdefghijklmnopqrstuvwxyz'.repeat(4).slice(0, count);

/** A text for each rule of secretlint's preset, by the rule's name. */
export const knownSamples: Readonly<Record<string, string>> = {
  aws: `${'AWS'}_SECRET_ACCESS_KEY=${letters(40)}`,
  privatekey: `-----BEGIN ${'RSA PRIVATE'} KEY-----\nMI${letters(140)}\n-----END ${'RSA PRIVATE'} KEY-----`,
  npm: `${'npm'}_${letters(36)}`,
  basicauth: 'https://robot:pa55word@registry.example.com',
  slack: `${'xoxb'}-123456789012-1234567890123-${letters(24)}`,
  sendgrid: `${'SG'}.${letters(22)}.${letters(43)}`,
  shopify: `${'shpat'}_${letters(32)}`,
  stripe: `${'sk'}_live_${letters(24)}`,
  github: `${'ghp'}_${letters(36)}`,
  gitlab: `${'glpat'}-${letters(20)}`,
  openai: `${'sk'}-${letters(20)}T3BlbkFJ${letters(20)}`,
  anthropic: `${'sk'}-ant-api03-${letters(93)}AA`,
  groq: `${'gsk'}_${letters(52)}`,
  huggingface: `${'hf'}_${plain(34)}`,
  linear: `${'lin'}_api_${letters(40)}`,
  notion: `${'ntn'}_12345678901${letters(35)}`,
  grafana: `${'glsa'}_${letters(32)}_0a1b2c3d`,
  vercel: `${'vcp'}_${letters(24)}`,
  databricks: `${'dapi'}${'9f86d081884c7d659a2feaa0c55ad015'}`,
  docker: `${'dckr'}_pat_${letters(27)}`,
  figma: `${'figd'}_${letters(40)}`,
  cloudflare: `${'cfut'}_${letters(40)}0a1b2c3d`,
  tailscale: `${'tskey'}-auth-${letters(12)}-${letters(24)}`,
};
