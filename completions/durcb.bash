# bash completion for durcb: source this, or put it where bash-completion looks

_durcb() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command= index
  # To bash --output=json is three words.
  if [[ $word == = ]]; then
    word=
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    case ${COMP_WORDS[index]} in
      pending | list | ls) command=pending; break ;;
      send-success) command=send-success; break ;;
      send-failure) command=send-failure; break ;;
      heartbeat) command=heartbeat; break ;;
      run) command=run; break ;;
      answer) command=answer; break ;;
      start) command=start; break ;;
      rerun) command=rerun; break ;;
      executions) command=executions; break ;;
      stats) command=stats; break ;;
      describe) command=describe; break ;;
      tail) command=tail; break ;;
      history) command=history; break ;;
      export) command=export; break ;;
      diff) command=diff; break ;;
      open) command=open; break ;;
      wait) command=wait; break ;;
      result) command=result; break ;;
      stop) command=stop; break ;;
      emulate) command=emulate; break ;;
      demo) command=demo; break ;;
      doctor) command=doctor; break ;;
      config) command=config; break ;;
      completion) command=completion; break ;;
      help) command=help; break ;;
    esac
  done
  COMPREPLY=()
  local options='-o --output --query --time --color --local --endpoint-url --region --profile --quiet --verbose --no-input -h --help'
  case $before in
    -o | --output) _durcb_offer 'table tsv json jsonl id none'; return ;;
    --query | --endpoint-url | --region | --profile) :; return ;;
    --time) _durcb_offer 'relative iso local epoch'; return ;;
    --color) _durcb_offer 'auto always never'; return ;;
  esac
  case $command in
    '')
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_offer 'pending send-success send-failure heartbeat run answer start rerun executions stats describe tail history export diff open wait result stop emulate demo doctor config completion help'; fi
      ;;
    pending)
      case $before in
        --function | --execution | --name | --older-than | --expiring-within | --limit) :; return ;;
      esac
      options+=' --function --execution --name --older-than --expiring-within --limit --fail-if-any'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    send-success)
      case $before in
        --result) _durcb_files; return ;;
        --result-text | --execution | --callback | --function) :; return ;;
      esac
      options+=' --result --result-text --as-json-string --no-result --execution --callback --function --if-pending --dry-run --wait --show'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    send-failure)
      case $before in
        --error) _durcb_files; return ;;
        --error-type | --error-message | --error-data | --stack-trace | --execution | --callback | --function) :; return ;;
      esac
      options+=' --error --error-type --error-message --error-data --stack-trace --execution --callback --function --if-pending --dry-run --wait --show'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    heartbeat)
      case $before in
        --execution | --callback | --function | --every | --for | --while-pid) :; return ;;
        --while-file | --from) _durcb_files; return ;;
      esac
      options+=' --execution --callback --function --every --for --while-pid --while-file --from'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    run)
      case $before in
        --execution | --callback | --function | --every) :; return ;;
        --result) _durcb_files; return ;;
      esac
      options+=' --execution --callback --function --result --every --keep-going'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    answer)
      case $before in
        --log) _durcb_files; return ;;
        --concurrency | --rate) :; return ;;
      esac
      options+=' --yes --dry-run --if-pending --log --concurrency --rate'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_files; fi
      ;;
    start)
      case $before in
        --input) _durcb_files; return ;;
        --input-text | --name) :; return ;;
      esac
      options+=' --input --input-text --name -f --follow --wait --show'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    rerun)
      case $before in
        --function | --version | --name) :; return ;;
      esac
      options+=' --function --version --edit --name -f --follow --wait --show'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    executions)
      case $before in
        --status) _durcb_offer 'RUNNING SUCCEEDED FAILED TIMED_OUT STOPPED'; return ;;
        --since | --until | --name | --limit) :; return ;;
      esac
      options+=' --status --since --until --name --limit'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    stats)
      case $before in
        --since | --until | --name | --limit) :; return ;;
        --by) _durcb_offer 'name function version day'; return ;;
      esac
      options+=' --since --until --name --by --histogram --limit'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    describe)
      case $before in
        --function) :; return ;;
      esac
      options+=' --function --show'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    tail)
      case $before in
        --function | --last | --since) :; return ;;
        --type) _durcb_offer 'execution context step wait callback chained-invoke invocation'; return ;;
        --payload) _durcb_offer 'none short full'; return ;;
      esac
      options+=' --function -f --follow --last --type --failed --since --payload'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    history)
      case $before in
        --function | --depth | --branches) :; return ;;
        --payload) _durcb_offer 'none short full'; return ;;
      esac
      options+=' --function --tree --depth --branches --reverse --payload'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    export)
      case $before in
        --function) :; return ;;
        --format) _durcb_offer 'mermaid json junit'; return ;;
      esac
      options+=' --function --format'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    diff)
      case $before in
        --function) :; return ;;
        --ignore) _durcb_offer 'type status attempts input result error'; return ;;
      esac
      options+=' --function --all --ignore'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    open)
      case $before in
        --function) :; return ;;
      esac
      options+=' --function --print'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    wait)
      case $before in
        --function | --timeout) :; return ;;
        --for) _durcb_offer 'end suspended status= callback: operation:'; return ;;
      esac
      options+=' --function --for --timeout'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    result)
      case $before in
        --function) :; return ;;
      esac
      options+=' --function --wait'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    stop)
      case $before in
        --function | --error-type | --error-message | --error-data | --stack-trace) :; return ;;
        --error) _durcb_files; return ;;
      esac
      options+=' --function --error --error-type --error-message --error-data --stack-trace --yes'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
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
        --function) :; return ;;
        --iam) _durcb_offer 'pending stats executions send send-success send-failure answer heartbeat run start rerun describe tail history export diff wait result stop'; return ;;
      esac
      options+=' --function --iam'
      if [[ $word == -* ]]; then _durcb_offer "$options"; else :; fi
      ;;
    config)
      options+=' '
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_offer 'show'; fi
      ;;
    completion)
      options+=' '
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_offer 'bash zsh fish powershell'; fi
      ;;
    help)
      options+=' '
      if [[ $word == -* ]]; then _durcb_offer "$options"; else _durcb_offer 'pending send-success send-failure heartbeat run answer start rerun executions stats describe tail history export diff open wait result stop emulate demo doctor config completion'; fi
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

complete -F _durcb durcb
