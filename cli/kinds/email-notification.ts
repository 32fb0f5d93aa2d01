import { defineAction } from './automation-action.ts';

/** Sends a mail when an automation runs (Zoho "Create Email Notification", v8; in no OpenAPI file). Its template must exist. */
export const emailNotificationKind = defineAction({
  name: 'email_notification',
  title: { en: 'Email notification', ja: 'メール通知' },
  schema: 'email-notification',
  folder: 'email-notifications',
  envelope: 'email_notifications',
  // Without a sender that somebody chose it is the record's owner.
  given: ['from'],
  setupPage: '/settings/actions/email-notifications',
});
