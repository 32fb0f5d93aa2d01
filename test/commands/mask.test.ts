import { expect, test } from 'vitest';
import { makeMask, maskDocument, maskShapes } from '../../cli/commands/mask.ts';

const secret = 'pssst-very-secret';

test.each([
  ...['GITHUB_TOKEN', 'GH_TOKEN', 'ORGCAST_KEY', 'ORGCAST_SECRET_ERP', 'ORGCAST_CLIENT_SECRET', 'ORGCAST_REFRESH_TOKEN'],
  ...['ORGCAST_OSAKA_CLIENT_SECRET', 'ORGCAST_HEAD_OFFICE_REFRESH_TOKEN'],
])('the value of %s is masked, with and without white space around it', (name) => {
  const mask = makeMask({ [name]: ` ${secret}\n` });
  expect(mask(`a ${secret} b`)).toBe('a *** b');
  expect(mask(`a[${` ${secret}\n`}]b`)).toBe('a[***]b');
});

test.each(['MY_GITHUB_TOKEN', 'GITHUB_TOKEN_2', 'ORGCAST_SECRET_', 'ORGCAST_CLIENT_ID', 'ORGCAST_OSAKA_CLIENT_ID', 'ORGCAST_CRM_URL', 'PATH'])(
  'the value of %s is no secret',
  (name) => expect(makeMask({ [name]: secret })(secret)).toBe(secret),
);

test('variables that are not set mask nothing', () => {
  expect(makeMask({ GITHUB_TOKEN: undefined, ORGCAST_KEY: '' })('undefined null text')).toBe('undefined null text');
});

test('copy keys and credentials in addresses are masked whoever wrote them, and what is like them stays', () => {
  const key = `ock1_${'a2'.repeat(8)}_${'Ab-_9'.repeat(8)}`;
  expect(maskShapes(`key ${key} end`)).toBe('key ock1_*** end');
  expect(maskShapes(key.toUpperCase())).toBe('ock1_***');
  expect(maskShapes('ock1_ and ock1_abc and ock1_abc_x')).toBe('ock1_ and ock1_abc and ock1_abc_x');
  expect(maskShapes('git+ssh://user:pass@host/x and https://a:b@h')).toBe('git+ssh://***@host/x and https://***@h');
  for (const scheme of ['https', 'x', 's3', 'git+ssh']) expect(maskShapes(`${scheme}://user:pass@host`)).toBe(`${scheme}://***@host`);
  expect(maskShapes('https://host:8080/a@b and user:pass@host and https://user@host')).toBe(
    'https://host:8080/a@b and user:pass@host and https://user@host',
  );
  expect(maskShapes('https://${user}:${password}@host')).toBe('https://${user}:${password}@host');
  expect(makeMask({})(`${key} https://a:b@h`)).toBe('ock1_*** https://***@h');
});

test('a document is masked in all its texts, and keeps its shape', () => {
  const mask = makeMask({ GITHUB_TOKEN: secret });
  const document = { [secret]: secret, list: [secret, [secret, 1], { deep: `x${secret}` }], number: 1, no: null, yes: true };
  expect(maskDocument(document, mask)).toEqual({ [secret]: '***', list: ['***', ['***', 1], { deep: 'x***' }], number: 1, no: null, yes: true });
});
