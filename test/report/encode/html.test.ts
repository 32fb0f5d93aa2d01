import { expect, test } from 'vitest';
import { encodeHtml } from '../../../cli/report/encode/html.ts';
import { nastyLabels } from '../nasty.ts';

test.each(Object.entries(nastyLabels))('is text in a body and in a quoted attribute: %s', (_, label) => {
  expect(encodeHtml(label).replace(/&(?:amp|lt|gt|quot|#39|#96);/g, '')).not.toMatch(/[&<>"'`\p{Cc}\u202e]/u);
});

test('keeps ordinary text', () => {
  expect(encodeHtml('商談 & <b>')).toBe('商談 &amp; &lt;b&gt;');
});
