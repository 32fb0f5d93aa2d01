import { expect, test } from 'vitest';
import { readCredentials } from '../../cli/crm/credentials.ts';

const plain = { ORGCAST_CLIENT_ID: 'id', ORGCAST_CLIENT_SECRET: 'secret', ORGCAST_REFRESH_TOKEN: 'token' };
const own = { ORGCAST_HEAD_OFFICE_CLIENT_ID: 'id2', ORGCAST_HEAD_OFFICE_CLIENT_SECRET: 'secret2', ORGCAST_HEAD_OFFICE_REFRESH_TOKEN: 'token2' };

test('the one org of a job needs no name in the variables', () => {
  expect(readCredentials(plain, 'head-office')).toMatchObject({ clientId: 'id', clientSecret: 'secret', refreshToken: 'token' });
});

test('variables with the org’s name come first', () => {
  const read = readCredentials({ ...plain, ...own }, 'head-office');
  expect(read).toMatchObject({ clientId: 'id2', clientSecret: 'secret2', refreshToken: 'token2' });
  expect(read.variables.refreshToken).toBe('ORGCAST_HEAD_OFFICE_REFRESH_TOKEN');
});

test('one client may serve several orgs, each with a refresh token of its own', () => {
  const read = readCredentials({ ...plain, ORGCAST_HEAD_OFFICE_REFRESH_TOKEN: 'token2' }, 'head-office');
  expect(read).toMatchObject({ clientId: 'id', clientSecret: 'secret', refreshToken: 'token2' });
});

test('the refresh token of another org is never taken in place of a missing one', () => {
  const env = { ...plain, ORGCAST_HEAD_OFFICE_CLIENT_ID: 'id2', ORGCAST_HEAD_OFFICE_CLIENT_SECRET: 'secret2' };
  expect(() => readCredentials(env, 'head-office')).toThrow(/ORGCAST_HEAD_OFFICE_REFRESH_TOKEN/);
});

test('exactly what is missing is named, with what to do', () => {
  const attempt = (): unknown => readCredentials({ ORGCAST_CLIENT_ID: 'id', ORGCAST_REFRESH_TOKEN: ' ' }, 'osaka');
  expect(attempt).toThrow(expect.objectContaining({ code: 'credentials.missing', kind: 'invalid', place: 'ORGCAST_CLIENT_SECRET' }));
  expect(attempt).toThrow(/missing: ORGCAST_CLIENT_SECRET, ORGCAST_REFRESH_TOKEN not set/);
  expect(attempt).toThrow(expect.objectContaining({ fix: expect.stringContaining('ORGCAST_OSAKA_CLIENT_ID') }));
});

test('white space around a pasted value does no harm', () => {
  expect(readCredentials({ ...plain, ORGCAST_REFRESH_TOKEN: 'token\n' }, 'osaka').refreshToken).toBe('token');
});
