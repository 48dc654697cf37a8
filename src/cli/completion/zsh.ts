import type { CommandWords, OptionWords, Value, Vocabulary } from './vocabulary.ts';

/** A completion script for zsh. */
export function zshCompletion({ commands, options }: Vocabulary): string {
  return `#compdef durcb
# zsh completion for durcb: put this as _durcb into a directory of $fpath

_durcb() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  local -a commands options
  commands=(
${commands.map(({ names, summary }) => `    ${quote(`${names[0]}:${summary}`)}`).join('\n')}
  )
  options=(
${options.map((option) => `    ${optionSpec(option)}`).join('\n')}
  )
  _arguments -C $options ':command:->command' '*::argument:->argument' && return
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}

if [[ $funcstack[1] == _durcb ]]; then
  _durcb "$@"
else
  compdef _durcb durcb
fi
`;
}

function commandCase({ names, options, arguments: parameters }: CommandWords): string {
  const specs = [
    ...options.map(optionSpec),
    ...parameters.map(({ name, isVariadic, value }) =>
      quote(`${isVariadic ? '*' : ''}:${name}:${action(value)}`),
    ),
  ];
  return [
    `        ${names.join(' | ')})`,
    ['          _arguments $options', ...specs.map((spec) => `            ${spec}`)].join(' \\\n'),
    '          ;;',
  ].join('\n');
}

function optionSpec({ short, long, summary, value, isRepeatable }: OptionWords): string {
  const text = `[${summary.replaceAll(/[[\]\\:]/g, '\\$&')}]${value ? `:${long.slice(2)}:${action(value)}` : ''}`;
  const longForm = value ? `${long}=` : long;
  if (isRepeatable) return quote(`*${longForm}${text}`);
  return short ? `{${value ? `${short}+` : short},${longForm}}${quote(text)}` : quote(`${longForm}${text}`);
}

function action(value: Value): string {
  if (value === 'file') return '_files';
  return value === 'text' ? ' ' : `(${value.join(' ')})`;
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
