import { completing } from './live.ts';
import { type CommandWords, formsOf, type OptionWords, type Value, type Vocabulary } from './vocabulary.ts';

/** A completion script for bash; 3.2, as macOS has it, is enough. */
export function bashCompletion({ commands, options }: Vocabulary): string {
  return `# bash completion for durcb: source this, or put it where bash-completion looks

_durcb() {
  local line=\${COMP_LINE:0:COMP_POINT} words=() part word before command= index
  # To bash --output=json is three words, and an ARN is seven: what has no blank before it goes on.
  for part in "\${COMP_WORDS[@]:0:COMP_CWORD + 1}"; do
    if [[ \${#words[@]} -eq 0 || $line == [[:space:]]* ]]; then
      line=\${line#"\${line%%[![:space:]]*}"}
      words+=('')
    fi
    [[ $line == "$part"* ]] || part=$line
    line=\${line#"$part"}
    words[\${#words[@]} - 1]+=$part
  done
  word=\${words[\${#words[@]} - 1]}
  words=("\${words[@]:0:\${#words[@]} - 1}")
  before=\${words[\${#words[@]} - 1]}
  if [[ $word == --*=* ]]; then
    before=\${word%%=*}
    word=\${word#*=}
  fi
  for ((index = 1; index < \${#words[@]}; index++)); do
    case \${words[index]} in
${commands.map(({ names }) => `      ${names.join(' | ')}) : "\${command:=${names[0]}}" ;;`).join('\n')}
      --) return ;;
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

# What the service knows. The words of the line say where to look.
_durcb_live() {
  local typed=\${word//\\\\/} quote= kept= breaks=\${COMP_WORDBREAKS//[^:=]/} labels=() value about reply
  case $word in
    [\\'\\"]*) quote=\${word:0:1} typed=\${word:1} ;;
    # Of a word, bash replaces only what is behind the last : or =, or begins with the last @.
    *)
      [[ $breaks ]] && kept=\${word%"\${word##*[$breaks]}"}
      [[ $COMP_WORDBREAKS == *@* && \${word#"$kept"} == *@* ]] && kept=\${word%@*}
      ;;
  esac
  while IFS=$'\\t' read -r value about; do
    [[ $value == "$typed"* ]] || continue
    case $quote in
      "'") reply=\${value//"'"/"'\\\\''"} ;;
      '"') reply=\${value//\\\\/\\\\\\\\} reply=\${reply//\\"/\\\\\\"} reply=\${reply//\\$/\\\\\\$} reply=\${reply//\\\`/\\\\\\\`} ;;
      *) printf -v reply %q "$value"; reply=\${reply#"$kept"} ;;
    esac
    COMPREPLY+=("$reply")
    labels+=("$reply\${about:+  ($about)}")
  done < <(command durcb ${completing} "$1" "=$word" "\${words[@]:1}" 2>/dev/null </dev/null)
  compopt -o nosort 2>/dev/null
  # Shown and not inserted: there is room for a description.
  if [[ $COMP_TYPE == 63 && \${#COMPREPLY[@]} -gt 1 ]]; then COMPREPLY=("\${labels[@]}"); fi
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
  if (value === 'text') return ':';
  return 'live' in value ? `_durcb_live ${value.live}` : `_durcb_offer '${value.join(' ')}'`;
}

const words = (options: readonly OptionWords[]): string => options.flatMap(formsOf).join(' ');
