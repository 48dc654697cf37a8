# bash completion for durcb: source this, or put it where bash-completion looks

_durcb() {
  local line=${COMP_LINE:0:COMP_POINT} words=() part word before command= index
  # To bash --output=json is three words, and an ARN is seven: what has no blank before it goes on.
  for part in "${COMP_WORDS[@]:0:COMP_CWORD + 1}"; do
    if [[ ${#words[@]} -eq 0 || $line == [[:space:]]* ]]; then
      line=${line#"${line%%[![:space:]]*}"}
      words+=('')
    fi
    [[ $line == "$part"* ]] || part=$line
    line=${line#"$part"}
    words[${#words[@]} - 1]+=$part
  done
  word=${words[${#words[@]} - 1]}
  words=("${words[@]:0:${#words[@]} - 1}")
  before=${words[${#words[@]} - 1]}
  if [[ $word == --*=* ]]; then
    before=${word%%=*}
    word=${word#*=}
  fi
  for ((index = 1; index < ${#words[@]}; index++)); do
    case ${words[index]} in
      pending | list | ls) : "${command:=pending}" ;;
      send-success) : "${command:=send-success}" ;;
      send-failure) : "${command:=send-failure}" ;;
      heartbeat) : "${command:=heartbeat}" ;;
      run) : "${command:=run}" ;;
      answer) : "${command:=answer}" ;;
      start) : "${command:=start}" ;;
      rerun) : "${command:=rerun}" ;;
      executions) : "${command:=executions}" ;;
      stats) : "${command:=stats}" ;;
      describe) : "${command:=describe}" ;;
      tail) : "${command:=tail}" ;;
      history) : "${command:=history}" ;;
      export) : "${command:=export}" ;;
      diff) : "${command:=diff}" ;;
      open) : "${command:=open}" ;;
      wait) : "${command:=wait}" ;;
      result) : "${command:=result}" ;;
      stop) : "${command:=stop}" ;;
      emulate) : "${command:=emulate}" ;;
      demo) : "${command:=demo}" ;;
      doctor) : "${command:=doctor}" ;;
      config) : "${command:=config}" ;;
      schema) : "${command:=schema}" ;;
      completion) : "${command:=completion}" ;;
      help) : "${command:=help}" ;;
      --) return ;;
    esac
  done
  COMPREPLY=()
  local options='-o --output -0 --null --query --time --color --local --endpoint-url --region --profile --quiet --verbose --no-input --no-cache -h --help'
  case $before in
    -o | --output) _durcb_offer 'table tsv json jsonl id none'; return ;;
    --query | --endpoint-url | --region) :; return ;;
    --time) _durcb_offer 'relative iso local epoch'; return ;;
    --color) _durcb_offer 'auto always never'; return ;;
    --profile) _durcb_live profile; return ;;
  esac
  case $command in
    '')
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_offer 'pending send-success send-failure heartbeat run answer start rerun executions stats describe tail history export diff open wait result stop emulate demo doctor config schema completion help'; fi
      ;;
    pending)
      case $before in
        --function) _durcb_live function; return ;;
        --tag | --stack | --older-than | --expiring-within | --where | --limit | --max-age | --exec | --timeout) :; return ;;
        --execution) _durcb_live execution; return ;;
        --name) _durcb_live callback-name; return ;;
      esac
      options+=' --function --tag --stack --execution --name --older-than --expiring-within --where --limit --fail-if-any --max-age --watch --exec --exit-when-any --timeout'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    send-success)
      case $before in
        --result | --schema) _durcb_files; return ;;
        --result-text | --reason) :; return ;;
        --expect) _durcb_offer 'json text'; return ;;
        --execution) _durcb_live execution; return ;;
        --callback) _durcb_live callback-name; return ;;
        --function) _durcb_live function; return ;;
      esac
      options+=' --result --result-text --no-result --json --minify --as-json-string --schema --expect --execution --callback --function --if-pending --dry-run --wait --show --yes --reason'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live callback; fi
      ;;
    send-failure)
      case $before in
        --error) _durcb_files; return ;;
        --error-type | --error-message | --error-data | --stack-trace | --reason) :; return ;;
        --execution) _durcb_live execution; return ;;
        --callback) _durcb_live callback-name; return ;;
        --function) _durcb_live function; return ;;
      esac
      options+=' --error --error-type --error-message --error-data --stack-trace --reason-in-error --execution --callback --function --if-pending --dry-run --wait --show --yes --reason'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live callback; fi
      ;;
    heartbeat)
      case $before in
        --execution) _durcb_live execution; return ;;
        --callback) _durcb_live callback-name; return ;;
        --function) _durcb_live function; return ;;
        --every | --for | --until | --while-pid | --while-port) :; return ;;
        --while-file | --while-socket | --from) _durcb_files; return ;;
      esac
      options+=' --execution --callback --function --every --once --for --until --while-pid --while-file --while-port --while-socket --from'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live callback; fi
      ;;
    run)
      case $before in
        --execution) _durcb_live execution; return ;;
        --callback) _durcb_live callback-name; return ;;
        --function) _durcb_live function; return ;;
        --result | --schema) _durcb_files; return ;;
        --every | --reason) :; return ;;
      esac
      options+=' --execution --callback --function --result --schema --every --yes --reason --keep-going'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live callback; fi
      ;;
    answer)
      case $before in
        --reason | --concurrency | --rate) :; return ;;
        --schema | --log) _durcb_files; return ;;
      esac
      options+=' --yes --reason --dry-run --if-pending --schema --log --concurrency --rate'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_files; fi
      ;;
    start)
      case $before in
        --input) _durcb_files; return ;;
        --input-text | --name | --reason) :; return ;;
      esac
      options+=' --input --input-text --name -f --follow --wait --show --yes --reason'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live function; fi
      ;;
    rerun)
      case $before in
        --function) _durcb_live function; return ;;
        --version | --name | --reason) :; return ;;
      esac
      options+=' --function --version --edit --name -f --follow --wait --show --yes --reason'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live execution; fi
      ;;
    executions)
      case $before in
        --tag | --stack | --since | --until | --name | --where | --limit) :; return ;;
        --status) _durcb_offer 'RUNNING SUCCEEDED FAILED TIMED_OUT STOPPED'; return ;;
      esac
      options+=' --tag --stack --status --since --until --name --where --limit'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live function; fi
      ;;
    stats)
      case $before in
        --tag | --stack | --since | --until | --name | --limit | --max-age) :; return ;;
        --by) _durcb_offer 'name function version day'; return ;;
      esac
      options+=' --tag --stack --since --until --name --by --histogram --limit --max-age'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live function; fi
      ;;
    describe)
      case $before in
        --function) _durcb_live function; return ;;
      esac
      options+=' --function --show'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live execution; fi
      ;;
    tail)
      case $before in
        --function) _durcb_live function; return ;;
        --last | --since | --timeout) :; return ;;
        --type) _durcb_offer 'execution context step wait callback chained-invoke invocation'; return ;;
        --payload) _durcb_offer 'none short full'; return ;;
        --save-payloads | --resume) _durcb_files; return ;;
      esac
      options+=' --function -f --follow --last --type --failed --since --payload --children --tree --logs --save-payloads --resume --timeout'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live execution; fi
      ;;
    history)
      case $before in
        --function) _durcb_live function; return ;;
        --depth | --branches) :; return ;;
        --payload) _durcb_offer 'none short full'; return ;;
        --save-payloads) _durcb_files; return ;;
      esac
      options+=' --function --tree --depth --branches --reverse --payload --save-payloads'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live execution; fi
      ;;
    export)
      case $before in
        --function) _durcb_live function; return ;;
        --format) _durcb_offer 'mermaid json junit'; return ;;
      esac
      options+=' --function --format'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live execution; fi
      ;;
    diff)
      case $before in
        --function) _durcb_live function; return ;;
        --ignore) _durcb_offer 'type status attempts input result error'; return ;;
      esac
      options+=' --function --all --ignore'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live execution; fi
      ;;
    open)
      case $before in
        --function) _durcb_live function; return ;;
      esac
      options+=' --function --print'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live execution; fi
      ;;
    wait)
      case $before in
        --function) _durcb_live function; return ;;
        --for) _durcb_offer 'end suspended status= callback: operation:'; return ;;
        --timeout) :; return ;;
      esac
      options+=' --function --for --timeout'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live execution; fi
      ;;
    result)
      case $before in
        --function) _durcb_live function; return ;;
      esac
      options+=' --function --wait'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live execution; fi
      ;;
    stop)
      case $before in
        --function) _durcb_live function; return ;;
        --error) _durcb_files; return ;;
        --error-type | --error-message | --error-data | --stack-trace | --reason) :; return ;;
      esac
      options+=' --function --error --error-type --error-message --error-data --stack-trace --dry-run --reason-in-error --yes --reason'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_live execution; fi
      ;;
    emulate)
      case $before in
        --plain | --template | --state | --ready-file) _durcb_files; return ;;
        --parameter | --port | --host | --timeout | --execution-timeout | --env | --max-failures) :; return ;;
      esac
      options+=' --plain --template --parameter --empty --port --host --state --reset --reindex --ready-file --timeout --execution-timeout --env --max-failures --no-limits'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_files; fi
      ;;
    demo)
      options+=' '
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    doctor)
      case $before in
        --function) _durcb_live function; return ;;
        --iam) _durcb_offer 'pending stats executions send send-success send-failure answer heartbeat run start rerun describe tail history export diff wait result stop tags logs all'; return ;;
      esac
      options+=' --function --iam'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    config)
      options+=' '
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_offer 'show'; fi
      ;;
    schema)
      options+=' '
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    completion)
      options+=' '
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_offer 'bash zsh fish powershell'; fi
      ;;
    help)
      options+=' '
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_offer 'pending send-success send-failure heartbeat run answer start rerun executions stats describe tail history export diff open wait result stop emulate demo doctor config schema completion'; fi
      ;;
  esac
}

_durcb_offer() {
  COMPREPLY=($(compgen -W "$1" -- "$word"))
}

_durcb_files() {
  local IFS=$'\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$word"))
}

# What the service knows. The words of the line say where to look.
_durcb_live() {
  local typed=${word//\\/} quote= kept= breaks=${COMP_WORDBREAKS//[^:=]/} labels=() value about reply
  case $word in
    [\'\"]*) quote=${word:0:1} typed=${word:1} ;;
    # Of a word, bash replaces only what is behind the last : or =, or begins with the last @.
    *)
      [[ $breaks ]] && kept=${word%"${word##*[$breaks]}"}
      [[ $COMP_WORDBREAKS == *@* && ${word#"$kept"} == *@* ]] && kept=${word%@*}
      ;;
  esac
  while IFS=$'\t' read -r value about; do
    [[ $value == "$typed"* ]] || continue
    case $quote in
      "'") reply=${value//"'"/"'\\''"} ;;
      '"') reply=${value//\\/\\\\} reply=${reply//\"/\\\"} reply=${reply//\$/\\\$} reply=${reply//\`/\\\`} ;;
      *) printf -v reply %q "$value"; reply=${reply#"$kept"} ;;
    esac
    COMPREPLY+=("$reply")
    labels+=("$reply${about:+  ($about)}")
  done < <(command durcb __complete "$1" "=$word" "${words[@]:1}" 2>/dev/null </dev/null)
  compopt -o nosort 2>/dev/null
  # Shown and not inserted: there is room for a description.
  if [[ $COMP_TYPE == 63 && ${#COMPREPLY[@]} -gt 1 ]]; then COMPREPLY=("${labels[@]}"); fi
}

complete -F _durcb durcb
