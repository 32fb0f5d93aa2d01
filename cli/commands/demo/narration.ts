import type { Ended } from './stage.ts';

/** Tells the story while it happens, and keeps count of what held. */
export interface Narrator {
  /** a chapter's heading */
  chapter(title: string): void;
  /** a command as one would type it, and what it printed, cut to a few lines */
  show(who: string, command: string, ended: Ended, lines?: number): void;
  /** a step that had to hold; gives what it was told, so that the story can stop */
  expect(what: string, held: boolean, detail?: string): void;
  say(text: string): void;
  readonly failures: number;
}

/** Makes a narrator that prints through `print`. */
export function makeNarrator(print: (line: string) => void): Narrator {
  let chapters = 0;
  let failures = 0;
  return {
    chapter: (title) => {
      chapters += 1;
      print(`\n${chapters}. ${title}`);
    },
    show: (who, command, ended, lines = 12) => {
      print(`\n   ${who} $ ${command}`);
      const said = (ended.code === 0 ? ended.stdout : `${ended.stdout}${ended.stderr}`)
        .trimEnd()
        .split('\n')
        .filter((line) => line.trim() !== '');
      for (const line of said.slice(0, lines)) print(`     ${line}`);
      if (said.length > lines) print(`     … ${said.length - lines} more lines`);
    },
    expect: (what, held, detail) => {
      if (!held) failures += 1;
      print(`   ${held ? '✔' : '✘'} ${what}${held || detail === undefined ? '' : `\n     ${detail.trimEnd().replaceAll('\n', '\n     ')}`}`);
    },
    say: (text) => print(`   ${text}`),
    get failures() {
      return failures;
    },
  };
}
