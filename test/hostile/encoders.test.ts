import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../cli/model/finding.ts';
import type { Plan } from '../../cli/model/plan.ts';
import { showHidden } from '../../cli/report/encode/hidden.ts';
import { encodeHtml } from '../../cli/report/encode/html.ts';
import { defuseCommands, encodeLogText } from '../../cli/report/encode/log-line.ts';
import { encodeMarkdown } from '../../cli/report/encode/markdown.ts';
import { writePlanPage } from '../../cli/report/html/plan.ts';
import { markComment } from '../../cli/report/markdown/marker.ts';
import { writePlanComment } from '../../cli/report/markdown/plan.ts';
import { toSarif } from '../../cli/report/sarif.ts';
import { formatPlan } from '../../cli/report/text/plan.ts';
import { nastyLabels } from '../report/nasty.ts';
import { contextIn, makeStep, samplePlan, terminalIn } from '../report/samples.ts';

/** Any text: random code units, surrogates alone among them, with pieces that mean something to a reader of Markdown, HTML or a log. */
const label = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
      { weight: 2, arbitrary: fc.constantFrom(...Object.values(nastyLabels)) },
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((parts) => parts.join(''));

const finding = (text: string): Finding => ({
  code: 'x.y',
  severity: 'warning',
  message: text,
  fix: text,
  file: text,
  line: 1,
  column: 1,
  element: text,
  path: text,
});

function planOf(text: string): Plan {
  const changes = [{ path: ['a', text], before: text, after: [text] }];
  const step = makeStep({ action: 'update', kind: 'field', key: text, reason: text, changes });
  return { ...samplePlan, org: 'osaka', steps: [step], findings: [finding(text)] };
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&#96;': '`' };

/** What a browser shows of a piece of HTML that holds no element; undefined when it holds one, or an entity that we do not write. */
function readHtml(html: string): string | undefined {
  if (/[<>]/.test(html) || /&(?!(?:amp|lt|gt|quot|#39|#96);)/.test(html)) return undefined;
  return html.replace(/&[^;]+;/g, (entity) => entities[entity] ?? '');
}

const isCommand = (line: string): boolean => /^\s*::/u.test(line) || line.includes('##[');

describe('any text (threat 18)', () => {
  test('in HTML reads back as itself, with hidden characters spelled out, and is no element', () => {
    fc.assert(fc.property(label, (text) => void expect(readHtml(encodeHtml(text))).toBe(showHidden(text))));
  });

  test('in Markdown is no tag, mention, reference, link or marker', () => {
    fc.assert(
      fc.property(label, (text) => {
        const encoded = encodeMarkdown(text);
        expect(encoded.replaceAll('<span>$</span>', '')).not.toMatch(/[<>\n\r]|@\w|(?<!&)#\d|\]\(|:\/\//u);
      }),
    );
  });

  test('in a log is no command and begins no line', () => {
    fc.assert(
      fc.property(label, label, (text, other) => {
        expect(encodeLogText(text).split('\n').some(isCommand)).toBe(false);
        expect(
          defuseCommands(`${text}\n${other}`)
            .split(/\r\n|\n|\r/)
            .some(isCommand),
        ).toBe(false);
        expect(showHidden(text)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      }),
    );
  });

  test('in the marker of a comment ends no comment and forges no other marker', () => {
    fc.assert(
      fc.property(label, (text) => {
        const marker = markComment('plan', text);
        expect(marker).toMatch(/^<!-- orgcast:plan [\w.%-]* -->$/);
        expect(marker.slice(4, -3)).not.toMatch(/--|>/);
        if (text !== 'osaka') expect(marker).not.toBe(markComment('plan', 'osaka'));
      }),
    );
  });

  test('in a whole comment, page, report for a terminal or SARIF log changes nothing but itself', () => {
    const [plain, tags] = [formatPlan(planOf('Label'), wide).split('\n').length, listTags(writePlanPage(planOf('Label'), contextIn('en')))];
    fc.assert(
      fc.property(label, (text) => {
        const comment = writePlanComment(planOf(text), contextIn('en'), { rest: 'summary' });
        expect(comment.split('<!--')).toHaveLength(2);
        expect(comment.startsWith(`${markComment('plan', 'osaka')}\n`)).toBe(true);
        expect(comment.replace(/`[^`\n]*`/g, '')).not.toMatch(/@\w|\]\(|:\/\/|^\s*orgcast:/m);
        expect(listTags(writePlanPage(planOf(text), contextIn('en')))).toEqual(tags);
        expect(formatPlan(planOf(text), wide).split('\n')).toHaveLength(plain);
        const log = JSON.stringify(toSarif([finding(text)], '0.0.0'));
        expect(log.isWellFormed()).toBe(true);
        expect(JSON.parse(log).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toMatch(/^[\w.~!*'()%/-]*$/);
      }),
      { numRuns: 40 },
    );
  });
});

const wide = terminalIn('en', { width: 100_000 });

/** Names of all tags in order; the marks around words that differ come and go with the words. */
function listTags(page: string): string[] {
  return [...page.replace(/<\/?mark>/g, '').matchAll(/<(\/?[a-z]\w*)/gi)].map((match) => match[1] ?? '');
}
