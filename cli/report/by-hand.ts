import type { Action, SetupPage } from '../model/plan.ts';
import type { ReportContext } from './context.ts';
import { nameKind } from './context.ts';
import type { Language } from './language.ts';
import { say } from './language.ts';
import { handMessages, setupMessages } from './messages/by-hand.ts';

/** A step that a person does, as far as words need it. */
export interface HandWork {
  readonly action: Action;
  readonly kind: string;
  readonly key: string;
}

/** How a medium writes names and addresses. */
export interface HandMedium {
  readonly text: (text: string) => string;
  readonly code: (text: string) => string;
  readonly link: (url: string) => string;
}

/** What is to be done, as a sentence. */
export function sayDeed({ action, kind, key }: HandWork, context: ReportContext, medium: HandMedium): string {
  return say(handMessages[action], context.lang, { kind: medium.text(nameKind(kind, context)), key: medium.code(key) });
}

/** Where it is done: the way through the menus, where it is known, and the address. */
export function saySetup(setup: SetupPage | undefined, lang: Language, medium: HandMedium): readonly string[] {
  if (setup === undefined) return [];
  const menu = setup.menu === undefined ? [] : [say(setupMessages.menu, lang, { menu: medium.text(setup.menu[lang]) })];
  return [...menu, say(setup.near === true ? setupMessages.near : setupMessages.page, lang, { url: medium.link(setup.url) })];
}

/** A sentence for programs, in English and plain text. */
export function sayPlainly(work: HandWork): string {
  const plain = (text: string): string => text;
  return sayDeed(work, { lang: 'en', titleOf: () => undefined }, { text: plain, code: plain, link: plain });
}
