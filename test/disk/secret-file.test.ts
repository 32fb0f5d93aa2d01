import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSecretFile } from '../../cli/disk/secret-file.ts';

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function write(mode: number): string {
  const file = join(scratch(), 'secret.pem');
  writeFileSync(file, 'very secret\n');
  chmodSync(file, mode);
  return file;
}

test.each([0o600, 0o400, 0o700])('a file of the owner alone (mode %o) is read', (mode) => {
  expect(readSecretFile(write(mode))).toBe('very secret\n');
});

test.each([0o640, 0o604, 0o620, 0o602, 0o610, 0o644, 0o666])('a file that others can get at (mode %o) is refused, and nothing of it told', (mode) => {
  const file = write(mode);
  expect(() => readSecretFile(file)).toThrow(
    expect.objectContaining({ code: 'identity.mode', kind: 'refused', place: file, fix: expect.stringContaining(`chmod 600 ${file}`) }),
  );
  expect(() => readSecretFile(file)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('very secret') }));
});

test('a symbolic link is refused, whatever it leads to, and so is a folder', () => {
  const file = write(0o600);
  const link = join(scratch(), 'link.pem');
  symlinkSync(file, link);
  expect(() => readSecretFile(link)).toThrow(expect.objectContaining({ code: 'disk.not-file', place: link }));
  const folder = join(scratch(), 'folder.pem');
  mkdirSync(folder, { mode: 0o700 });
  expect(() => readSecretFile(folder)).toThrow(expect.objectContaining({ code: 'disk.not-file' }));
});
