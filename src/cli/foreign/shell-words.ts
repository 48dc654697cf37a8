/** Words as somebody would type them into a shell; those in angle brackets stand for what is missing. */
export function shellWords(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$|^<[a-z]+>$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
