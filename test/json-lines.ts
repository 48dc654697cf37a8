/** What a command has printed as JSON lines. A last one without its end was cut off by a kill, and does not count. */
export const jsonLines = <Line>(out: string): Line[] =>
  out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
