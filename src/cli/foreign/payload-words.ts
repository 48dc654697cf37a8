/**
 * Our options for a payload that was meant for the AWS CLI, which takes text for base64 unless told otherwise;
 * `option` is `--result` or `--input`.
 */
export function payloadWords(option: string, value: string, isRaw: boolean): readonly string[] {
  const [, file] = /^(?:fileb?:\/\/|@)(.+)$/s.exec(value) ?? [];
  if (file !== undefined) return [option, file];
  return [`${option}-text`, isRaw ? value : decoded(value)];
}

function decoded(value: string): string {
  const isBase64 = value.length > 0 && value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value);
  const text = isBase64 ? Buffer.from(value, 'base64').toString() : value;
  // Whoever types the text itself means that; of the rest, what is JSON once it is decoded was base64.
  return isJson(text) ? text : value;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
