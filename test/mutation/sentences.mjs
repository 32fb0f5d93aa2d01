import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** Words one after the other: text for people, or the middle of it. */
const sentence = /\p{L}[\p{P}]* [\p{L}"(#$]|^ \p{L}| $|[\u3040-\u30ff\u4e00-\u9fff]/u;

/**
 * Leaves sentences alone. What a program can hold on to (codes, kinds, places, prefixes of signed texts, patterns) has no blanks and is mutated; that there
 * is a message and a fix at all is tested through the object that holds them.
 */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'sentences', {
    shouldIgnore({ node }) {
      const text =
        node.type === 'StringLiteral' ? node.value : node.type === 'TemplateLiteral' ? node.quasis.map(({ value }) => value.raw).join('…') : '';
      return sentence.test(text) ? 'a sentence for people' : undefined;
    },
  }),
];
