import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptApiDomain, resolveHosts } from '../../cli/crm/hosts.ts';
import { Failure } from '../../cli/model/failure.ts';
import type { DataCenter } from '../../cli/model/org.ts';

const japan = resolveHosts({ dataCenter: 'jp' });

describe('the table', () => {
  const rows: readonly (readonly [DataCenter, string, string])[] = [
    ['us', 'https://www.zohoapis.com', 'https://accounts.zoho.com'],
    ['eu', 'https://www.zohoapis.eu', 'https://accounts.zoho.eu'],
    ['in', 'https://www.zohoapis.in', 'https://accounts.zoho.in'],
    ['au', 'https://www.zohoapis.com.au', 'https://accounts.zoho.com.au'],
    ['jp', 'https://www.zohoapis.jp', 'https://accounts.zoho.jp'],
    ['ca', 'https://www.zohoapis.ca', 'https://accounts.zohocloud.ca'],
    ['sa', 'https://www.zohoapis.sa', 'https://accounts.zoho.sa'],
    ['cn', 'https://www.zohoapis.com.cn', 'https://accounts.zoho.com.cn'],
  ];
  test.each(rows)('%s', (dataCenter, api, accounts) => {
    expect(resolveHosts({ dataCenter })).toEqual({ api, accounts, loopback: false });
    expect(resolveHosts({ dataCenter, crmUrl: '' })).toEqual({ api, accounts, loopback: false });
  });
});

describe('ORGCAST_CRM_URL', () => {
  test.each(['http://127.0.0.1:4111', 'http://localhost:4111', 'http://[::1]:4111', 'https://127.3.2.1:4111'])(
    'takes loopback %s for both',
    (crmUrl) => {
      const origin = new URL(crmUrl).origin;
      expect(resolveHosts({ dataCenter: 'jp', crmUrl })).toEqual({ api: origin, accounts: origin, loopback: true });
      expect(resolveHosts({ dataCenter: 'jp', crmUrl: `${crmUrl}/` }).api).toBe(origin);
    },
  );

  test('takes a sandbox of the table and its data centre’s accounts', () => {
    const hosts = resolveHosts({ dataCenter: 'us', crmUrl: 'https://sandbox.zohoapis.eu' });
    expect(hosts).toEqual({ api: 'https://sandbox.zohoapis.eu', accounts: 'https://accounts.zoho.eu', loopback: false });
  });

  test.each([
    'https://evil.example',
    'http://www.zohoapis.com',
    'https://www.zohoapis.com.evil.example',
    'https://wwwzohoapis.com',
    'https://evil-zohoapis.com',
    'https://www.zohoapis.com:8443',
    'https://www.zohoapis.com@evil.example',
    'https://user:pw@www.zohoapis.com',
    'http://127.0.0.1@evil.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://10.0.0.1',
    'http://169.254.169.254',
    'http://0.0.0.0:80',
    'http://[::ffff:8.8.8.8]',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'http://127.0.0.1:4111/crm/v8',
    'https://www.zohoapis.com/?x=1',
    'not a url',
  ])('refuses %s', (crmUrl) => {
    const attempt = (): unknown => resolveHosts({ dataCenter: 'us', crmUrl });
    expect(attempt).toThrow(Failure);
    expect(attempt).toThrow(expect.objectContaining({ code: 'host.refused', kind: 'invalid' }));
  });

  test('refuses any web address that is not one of ours', () => {
    fc.assert(
      fc.property(fc.webUrl(), (crmUrl) => {
        expect(() => resolveHosts({ dataCenter: 'us', crmUrl })).toThrow(Failure);
      }),
    );
  });
});

describe('api_domain of a token answer', () => {
  const local = resolveHosts({ dataCenter: 'jp', crmUrl: 'http://127.0.0.1:4111' });

  test('is followed within the table', () => {
    expect(acceptApiDomain(japan, 'https://www.zohoapis.jp')).toBe('https://www.zohoapis.jp');
    expect(acceptApiDomain(japan, 'https://sandbox.zohoapis.jp')).toBe('https://sandbox.zohoapis.jp');
    expect(acceptApiDomain(japan, undefined)).toBe('https://www.zohoapis.jp');
    expect(acceptApiDomain(local, 'http://127.0.0.1:4111')).toBe('http://127.0.0.1:4111');
  });

  test.each(['https://evil.example', 'http://www.zohoapis.jp', 'http://127.0.0.1:4111', 'javascript:1', ''])(
    '%s is refused for a real org',
    (domain) => {
      expect(() => acceptApiDomain(japan, domain)).toThrow(expect.objectContaining({ code: 'host.refused' }));
    },
  );

  test.each(['http://127.0.0.1:4112', 'https://www.zohoapis.jp', 'http://localhost:4111'])('%s is refused for the embedded CRM', (domain) => {
    expect(() => acceptApiDomain(local, domain)).toThrow(expect.objectContaining({ code: 'host.refused' }));
  });
});
