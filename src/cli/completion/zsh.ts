import { completing } from './live.ts';
import type { CommandWords, OptionWords, Value, Vocabulary } from './vocabulary.ts';

/** A completion script for zsh. */
export function zshCompletion({ commands, options }: Vocabulary): string {
  return `#compdef durcb
# zsh completion for durcb: put this as _durcb into a directory of $fpath

_durcb() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  # What follows forgets the words before the command.
  local -a typed=("\${(@Q)words[2,CURRENT - 1]}")
  local -a commands options
  commands=(
${commands.map(({ names, summary }) => `    ${quote(`${names[0]}:${summary}`)}`).join('\n')}
  )
  options=(
${options.map((option) => `    ${optionSpec(option)}`).join('\n')}
  )
  _arguments -C -A '-*' $options ':command:->command' '*::argument:->argument' && return
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}

# What the service knows. The words of the line say where to look.
_durcb_live() {
  local -a values labels expl
  local offer value about
  for offer in \${(f)"$(command durcb ${completing} $1 "=\${(Q)PREFIX}" "\${(@)typed}" 2>/dev/null </dev/null)"}; do
    value=\${offer%%$'\\t'*} about=\${offer#*$'\\t'}
    values+=("$value")
    labels+=("$value\${about:+  -- $about}")
  done
  _wanted -V $1 expl \${1/-/ } compadd -l -d labels -a values
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
  if (value === 'text') return ' ';
  return 'live' in value ? ` _durcb_live ${value.live}` : `(${value.join(' ')})`;
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
