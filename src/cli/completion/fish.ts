import { completing } from './live.ts';
import type { CommandWords, OptionWords, Value, Vocabulary } from './vocabulary.ts';

/** A completion script for fish. */
export function fishCompletion({ commands, options }: Vocabulary): string {
  return `# fish completion for durcb: put this as durcb.fish into ~/.config/fish/completions

# What the service knows. The words of the line say where to look.
function __durcb_live
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    command durcb ${completing} $argv[1] "=$word" $words[2..] 2>/dev/null </dev/null
end

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
    ...(value ? [`complete -c durcb${argumentCondition(names)}${valueOf(value)}`] : []),
  ];
}

// Nobody is to wait for the service where an option is typed, or what is another program's.
const argumentCondition = (names: readonly string[]): string =>
  ` -n '__fish_seen_subcommand_from ${names.join(' ')}; and not string match -q -- "-*" (commandline -ct); and not contains -- -- (commandline -opc)'`;

function optionLine(condition: string, { short, long, summary, value }: OptionWords): string {
  const forms = `${short ? ` -s ${short.slice(1)}` : ''} -l ${long.slice(2)}`;
  return `complete -c durcb${condition}${forms}${value ? ` -x${valueOf(value)}` : ''} -d ${quote(summary)}`.replace(
    '-x -F',
    '-r -F',
  );
}

function valueOf(value: Value): string {
  if (value === 'file') return ' -F';
  if (value === 'text') return '';
  return 'live' in value ? ` -k -a '(__durcb_live ${value.live})'` : ` -a ${quote(value.join(' '))}`;
}

const quote = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
