/** The members of a JSON object in the bytes they were written with, by name; the text must be that of an object. */
export function jsonMembers(text: string): readonly (readonly [name: string, source: string])[] {
  const members: [string, string][] = [];
  let depth = 0;
  let start = 0;
  let name: string | undefined;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === '{' || token === '[') depth++;
    if (depth === 1 && token === ':') name = text.slice(start, index).trim();
    else if (depth === 1 && name !== undefined && (token === ',' || token === '}')) {
      members.push([String(JSON.parse(name)), text.slice(start, index).trim()]);
      name = undefined;
    }
    if (depth === 1 && punctuation.has(token)) start = index + 1;
    if (token === '}' || token === ']') depth--;
  }
  return members;
}

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g;
const punctuation = new Set(['{', ',', ':']);
