import { createHash } from 'node:crypto';
import { encodeHtml } from '../encode/html.ts';
import type { Language } from '../language.ts';
import { pageStyle } from './style.ts';

/**
 * One self-contained page: no script, nothing loaded from anywhere, and a policy under which the browser would refuse both. `title` is plain text,
 * `body` is finished HTML. Ends with a line feed.
 */
export function writePage(title: string, body: string, language: Language): string {
  const hash = createHash('sha256').update(pageStyle, 'utf8').digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${encodeHtml(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
