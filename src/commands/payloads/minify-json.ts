const space = /("[^"\\]*(?:\\.[^"\\]*)*")|[ \t\r\n]+/g;

/** JSON without the white space around its parts, which stay as they are written: no number loses a digit, no member its twin. */
export const minifyJson = (json: string): string => json.replace(space, '$1');
