import type { CommandWords, OptionWords, Value, Vocabulary } from './vocabulary.ts';

/** A completion script for fish. */
export function fishCompletion({ commands, options }: Vocabulary): string {
  return `# fish completion for durcb: put this as durcb.fish into ~/.config/fish/completions

complete -c durcb -f
${options.map((option) => optionLine('', option)).join('\n')}

${commands.map(commandLine).join('\n')}

${commands.flatMap(parameterLines).join('\n')}
`;
}

const commandLine = ({ names, summary }: CommandWords): string =>
  `complete -c durcb -n __fish_use_subcommand -a ${names[0]} -d ${quote(summary)}`;

function parameterLines({ names, options, arguments: parameters }: CommandWords): string[] {
  const condition = ` -n '__fish_seen_subcommand_from ${names.join(' ')}'`;
  const value = parameters.map((parameter) => parameter.value).find((one) => one !== 'text');
  return [
    ...options.map((option) => optionLine(condition, option)),
    ...(value ? [`complete -c durcb${condition}${valueOf(value)}`] : []),
  ];
}

function optionLine(condition: string, { short, long, summary, value }: OptionWords): string {
  const forms = `${short ? ` -s ${short.slice(1)}` : ''} -l ${long.slice(2)}`;
  return `complete -c durcb${condition}${forms}${value ? ` -x${valueOf(value)}` : ''} -d ${quote(summary)}`.replace(
    '-x -F',
    '-r -F',
  );
}

function valueOf(value: Value): string {
  if (value === 'file') return ' -F';
  return value === 'text' ? '' : ` -a ${quote(value.join(' '))}`;
}

const quote = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
