let segmenter: Intl.Segmenter | undefined;

// Made when there is other than ASCII: it takes longer than everything else that prints a table.
function segmentsOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text);
}

const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|^\p{Emoji_Presentation}|\ufe0f/u;

/** How many columns a terminal needs for a text without control characters. */
export function textWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return segmentsOf(text)
    [Symbol.iterator]()
    .reduce((sum, { segment }) => sum + widthOf(segment), 0);
}

/** As much of a text as fits, ended by … when something is missing. */
export function cutText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const { segment } of segmentsOf(text)) {
    used += widthOf(segment);
    if (used > width) break;
    kept += segment;
  }
  return `${kept}…`;
}

const widthOf = (grapheme: string): number => (wide.test(grapheme) ? 2 : 1);
