import { type CommandWords, formsOf, type OptionWords, type Value, type Vocabulary } from './vocabulary.ts';

/** A completion script for bash; 3.2, as macOS has it, is enough. */
export function bashCompletion({ commands, options }: Vocabulary): string {
  return `# bash completion for durcb: source this, or put it where bash-completion looks

_durcb() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command= index
  # To bash --output=json is three words.
  if [[ $word == = ]]; then
    word=
  elif [[ $before == = ]]; then
    before=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    case \${COMP_WORDS[index]} in
${commands.map(({ names }) => `      ${names.join(' | ')}) command=${names[0]}; break ;;`).join('\n')}
    esac
  done
  COMPREPLY=()
  local options='${words(options)}'
${valueCases(options, '  ')}  case $command in
    '')
      if [[ $word == -* ]]; then _durcb_offer "$options"; else ${offer(commands.flatMap(({ names }) => names.slice(0, 1)))}; fi
      ;;
${commands.map(commandCase).join('\n')}
  esac
}

_durcb_offer() {
  COMPREPLY=($(compgen -W "$1" -- "$word"))
}

_durcb_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$word"))
}

complete -F _durcb durcb
`;
}

function commandCase({ names, options, arguments: parameters }: CommandWords): string {
  const value = parameters.map((parameter) => parameter.value).find((one) => one !== 'text') ?? 'text';
  return `    ${names[0]})
${valueCases(options, '      ')}      options+=' ${words(options)}'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else ${offer(value)}; fi
      ;;`;
}

/** Answers and returns where the word before is an option that takes a value. */
function valueCases(options: readonly OptionWords[], indent: string): string {
  const byAnswer = Map.groupBy(
    options.filter(({ value }) => value),
    ({ value }) => offer(value ?? 'text'),
  );
  const cases = byAnswer
    .entries()
    .map(([answer, some]) => `${indent}  ${some.flatMap(formsOf).join(' | ')}) ${answer}; return ;;\n`);
  return byAnswer.size > 0 ? `${indent}case $before in\n${[...cases].join('')}${indent}esac\n` : '';
}

function offer(value: Value): string {
  if (value === 'file') return '_durcb_files';
  return value === 'text' ? ':' : `_durcb_offer '${value.join(' ')}'`;
}

const words = (options: readonly OptionWords[]): string => options.flatMap(formsOf).join(' ');
