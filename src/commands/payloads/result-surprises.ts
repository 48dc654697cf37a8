export type Expectation = 'json' | 'text';

/** What a function that takes JSON, or the text as it is, would not expect of a result: a claim each. */
export function resultSurprises(result: Uint8Array, expected: Expectation | undefined): readonly string[] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(result);
  const isText = expected === 'text';
  return [
    !Buffer.from(text).equals(result) && 'is not UTF-8, and the function gets other characters',
    !isText && isDoubleJson(text) && 'is a JSON string with JSON in it: parsed once, it is a text still',
    isText && text.endsWith('\n') && 'ends with a line break, which the function gets, too',
    isText && typeof parsed(text) === 'string' && 'is a JSON string: the function gets its quotes, too',
  ].filter((one) => one !== false);
}

function isDoubleJson(text: string): boolean {
  const outer = parsed(text);
  // A number in quotes is what many ids look like.
  return typeof outer === 'string' && typeof parsed(outer) === 'object' && parsed(outer) !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
