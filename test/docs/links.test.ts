import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)];

function readPage(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

/** Anchors of a page's headings, as GitHub makes them. */
function listAnchors(page: string): string[] {
  const headings = readPage(page)
    .replace(/^```[\s\S]*?^```/gm, '')
    .matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(pages)('links of %s lead to pages and headings that are there', (page) => {
  const links = [...readPage(page).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '').filter((link) => !/^https?:/.test(link));
  const broken = links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    return !existsSync(join(root, target)) || (anchor !== undefined && !listAnchors(target).includes(anchor));
  });
  expect(broken).toEqual([]);
});

test('the pages speak of every command and every option that there is', () => {
  const program = ['program', 'verbs'].map((name) => readFileSync(join(root, `cli/commands/${name}.ts`), 'utf8')).join('\n');
  const commands = [...program.matchAll(/usage: '([a-z]+)/g)].map((match) => match[1] ?? '');
  const options = [...program.matchAll(/(?:new Option\(|\.option\()'(--[a-z-]+)/g)].map((match) => match[1] ?? '');
  const text = readPage('README.md');
  expect(commands.length).toBeGreaterThan(10);
  expect(commands.filter((command) => !new RegExp(`\`(?:key )?${command}\\b`).test(text))).toEqual([]);
  expect([...new Set(options)].filter((option) => !text.includes(option))).toEqual([]);
});
