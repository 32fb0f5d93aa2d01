/** A language that messages are written in. */
export type Language = 'en' | 'ja';

/** One message in every language. `{name}` marks where a value goes, `{name?one:many}` a word that depends on a number. */
export type Message = { readonly [L in Language]: string };

/** Fills the `{name}` marks of a text. Values are already encoded for the medium; a mark without a value stays, so that tests see it. */
export function fillMarks(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)(?:\?([^:}]*):([^}]*))?\}/g, (mark, name: string, one?: string, many?: string) => {
    if (!Object.hasOwn(values, name)) return mark;
    const value = String(values[name]);
    return one === undefined ? value : ((value === '1' ? one : many) ?? '');
  });
}

/** A message in one language with its marks filled; values are already encoded for the medium. */
export function say(message: Message, language: Language, values: Readonly<Record<string, string | number>> = {}): string {
  return fillMarks(message[language], values);
}

/** A number with the language's separators of thousands, e.g. `2,899`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ','); // English and Japanese write it alike
}
