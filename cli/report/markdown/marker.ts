/** What a comment of ours is about; a comment is found again by it and by its author. */
export type CommentTopic = 'plan' | 'receipt';

/**
 * Hidden first line of a comment, e.g. `<!-- orgcast:plan osaka -->`. Whoever looks for the comment compares its whole first line and its author,
 * since anybody can write such a line.
 */
export function markComment(topic: CommentTopic, target: string): string {
  const safe = target.replace(/[^\w.-]|-(?=-)|^-|-$/gu, (character) => `%${Buffer.from(character, 'utf8').toString('hex')}`);
  return `<!-- orgcast:${topic} ${safe} -->`;
}
