import { readCredentials } from '../../cli/crm/credentials.ts';
import { resolveHosts } from '../../cli/crm/hosts.ts';

/** Hosts and credentials of a client whose tokens are kept. */
export const tokenClient = [
  resolveHosts({ dataCenter: 'us', crmUrl: 'http://127.0.0.1:4111' }),
  readCredentials({ ORGCAST_CLIENT_ID: 'client-1', ORGCAST_CLIENT_SECRET: 'secret-1', ORGCAST_REFRESH_TOKEN: 'refresh-1' }, 'osaka'),
] as const;
