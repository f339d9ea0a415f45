const MENTION = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u;

/** What stands between the `@` and the caret, while a name is being typed. */
export const mentionAt = (text: string, caret: number): string | undefined =>
  MENTION.exec(text.slice(0, caret))?.[1];

/** The text with the name completed. */
export function withMention(text: string, caret: number, username: string): string {
  const before = text.slice(0, caret).replace(/@[\p{L}\p{N}._-]*$/u, `@${username} `);
  return before + text.slice(caret).trimStart();
}
