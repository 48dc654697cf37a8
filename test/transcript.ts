/** What somebody typed into a shell, and what they saw, as a Markdown file tells it. */
export interface Transcript {
  readonly shell: 'bash' | 'sh';
  /** The words behind `durcb emulate`, for the emulator that is there. */
  readonly emulate: readonly string[];
  readonly steps: readonly Step[];
}

export interface Step {
  /** May go over several lines. */
  readonly command: string;
  /** Of stdout and stderr together. */
  readonly output: string;
  readonly exitCode: number;
}

/**
 * Reads the `console` blocks of a Markdown file: lines after `$ ` are typed, and go on after `> `; the others are seen.
 * `[exit 6]` ends the output of a command that fails. Comments such as `<!-- shell: sh -->` and
 * `<!-- emulate: order.ts -->` say where it happens.
 */
export function readTranscript(markdown: string): Transcript {
  const blocks = markdown.matchAll(/^```console\n(.*?)^```$/gms);
  return {
    shell: setting(markdown, 'shell') === 'sh' ? 'sh' : 'bash',
    emulate: setting(markdown, 'emulate')?.split(' ') ?? [],
    steps: [...blocks].flatMap(([, block = '']) => stepsOf(block)),
  };
}

function setting(markdown: string, name: string): string | undefined {
  return markdown.match(new RegExp(`^<!-- ${name}: (.*) -->$`, 'm'))?.[1];
}

function stepsOf(block: string): Step[] {
  const typed = block.split(/^(?=\$ )/m).filter((text) => text.startsWith('$ '));
  return typed.map((text) => {
    const [, first = '', more = '', rest = ''] = /^\$ ([^\n]*\n)((?:> [^\n]*\n)*)(.*)$/s.exec(text) ?? [];
    const [output = '', exitCode = '0'] = rest.split(/^\[exit (\d+)\]$/m);
    const command = `${first}${more.replaceAll(/^> /gm, '')}`;
    return { command: command.trimEnd(), output: output.trimEnd(), exitCode: Number(exitCode) };
  });
}

/** A step as it stands in a transcript. */
export function stepText({ command, output, exitCode }: Step): string {
  const typed = `$ ${command.replaceAll('\n', '\n> ')}`;
  return `${[typed, output, exitCode ? `[exit ${exitCode}]` : ''].filter(Boolean).join('\n')}\n`;
}

/**
 * Whether what was seen is what was written: `…` stands for anything in a line, alone on a line for any lines.
 * Blanks at the end of a line, which nobody sees, do not count.
 */
export function isAsWritten(seen: string, written: string): boolean {
  const pattern = written
    .split('\n')
    .map((line) => (line.trim() === '…' ? '(?:.*\n)*?' : `${wildcards(line)}[ \\t]*\n`))
    .join('');
  return new RegExp(`^${pattern}$`).test(`${seen}\n`);
}

const wildcards = (line: string): string => line.split('…').map(escape).join('.*');

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
