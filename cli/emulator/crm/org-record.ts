/** Paid editions as `GET /org` names them in `license_details.paid_type`. */
export type Edition = 'free' | 'standard' | 'professional' | 'enterprise' | 'ultimate';

/** What the emulator knows about an org beside its documents. Kept in the database, so that it survives a restart. */
export interface OrgRecord {
  /** Name in the control interface and in `orgcast emulator --json`; lower case, digits and `-`. */
  readonly name: string;
  /** The org's number across Zoho, as digits. */
  readonly zgid: string;
  readonly edition: Edition;
  /** `org.type` of the OpenAPI file org.json. */
  readonly type: 'production' | 'sandbox' | 'developer' | 'bigin';
  /** Bundle that the org belongs to, `zohoone` or `crmplus` in any spelling; null for none. */
  readonly bundle: string | null;
  /** Names of integrations that are on. */
  readonly integrations: readonly string[];
  /** Name spaces of extensions that are installed. */
  readonly extensions?: readonly string[];
  /** When the org's trial of its edition ends, ISO 8601; absent: no trial. */
  readonly trial?: string;
  /** Record counts by module api_name, as `GET /{module}/actions/count` tells them. */
  readonly records: Readonly<Record<string, number>>;
  readonly credentials: OrgCredentials;
  /** Leading digits of every id of this org; with the counter's nine digits an id has 17 to 19. */
  readonly idPrefix: string;
  /** Calls that this org does not have, as `METHOD /path` below /crm/v8, e.g. `POST /settings/blueprints`. */
  readonly disabledApis: readonly string[];
  /** Offset of the org's time zone, e.g. `+09:00`. */
  readonly timeOffset: string;
  readonly timeZone: string;
  /** Locale and ISO currency shown by `GET /org` and `GET /users`. */
  readonly locale: string;
  readonly currency: string;
  readonly userLicenses: number;
  /** When the org was made, ISO 8601 in its own offset. */
  readonly createdTime: string;
  /** Access tokens per refresh token in 10 minutes, where a test needs another number than the documented 10. */
  readonly tokenLimit?: number;
  /** Credits in 24 hours, where a test needs another number than the edition gives. */
  readonly creditLimit?: number;
}

/** The one self client of an org. */
export interface OrgCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  /** Granted scopes; `ZohoCRM.settings.ALL` covers `ZohoCRM.settings.fields.READ`, and so on. */
  readonly scopes: readonly string[];
}
