# PowerShell completion for durcb: durcb completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName durcb -ScriptBlock {
  param($word, $ast, $position)
  $commonOptions = @{
    '-o' = @('table', 'tsv', 'json', 'jsonl', 'id', 'none')
    '--output' = @('table', 'tsv', 'json', 'jsonl', 'id', 'none')
    '--query' = @()
    '--time' = @('relative', 'iso', 'local', 'epoch')
    '--color' = @('auto', 'always', 'never')
    '--local' = $null
    '--endpoint-url' = @()
    '--region' = @()
    '--profile' = @()
    '--quiet' = $null
    '--verbose' = $null
    '--no-input' = $null
    '-h' = $null
    '--help' = $null
  }
  $commands = @{
    'pending' = @{ values = @(); options = @{
      '--function' = @()
      '--execution' = @()
      '--name' = @()
      '--older-than' = @()
      '--expiring-within' = @()
      '--limit' = @()
      '--fail-if-any' = $null
    } }
    'send-success' = @{ values = @(); options = @{
      '--result' = @('@file')
      '--result-text' = @()
      '--as-json-string' = $null
      '--no-result' = $null
      '--execution' = @()
      '--callback' = @()
      '--function' = @()
      '--if-pending' = $null
      '--dry-run' = $null
      '--wait' = $null
      '--show' = $null
    } }
    'send-failure' = @{ values = @(); options = @{
      '--error' = @('@file')
      '--error-type' = @()
      '--error-message' = @()
      '--error-data' = @()
      '--stack-trace' = @()
      '--execution' = @()
      '--callback' = @()
      '--function' = @()
      '--if-pending' = $null
      '--dry-run' = $null
      '--wait' = $null
      '--show' = $null
    } }
    'heartbeat' = @{ values = @(); options = @{
      '--execution' = @()
      '--callback' = @()
      '--function' = @()
      '--every' = @()
      '--for' = @()
      '--while-pid' = @()
      '--while-file' = @('@file')
      '--from' = @('@file')
    } }
    'run' = @{ values = @(); options = @{
      '--execution' = @()
      '--callback' = @()
      '--function' = @()
      '--result' = @('@file')
      '--every' = @()
      '--keep-going' = $null
    } }
    'answer' = @{ values = @('@file'); options = @{
      '--yes' = $null
      '--dry-run' = $null
      '--if-pending' = $null
      '--log' = @('@file')
      '--concurrency' = @()
      '--rate' = @()
    } }
    'start' = @{ values = @(); options = @{
      '--input' = @('@file')
      '--input-text' = @()
      '--name' = @()
      '-f' = $null
      '--follow' = $null
      '--wait' = $null
      '--show' = $null
    } }
    'rerun' = @{ values = @(); options = @{
      '--function' = @()
      '--version' = @()
      '--edit' = $null
      '--name' = @()
      '-f' = $null
      '--follow' = $null
      '--wait' = $null
      '--show' = $null
    } }
    'executions' = @{ values = @(); options = @{
      '--status' = @('RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'STOPPED')
      '--since' = @()
      '--until' = @()
      '--name' = @()
      '--limit' = @()
    } }
    'stats' = @{ values = @(); options = @{
      '--since' = @()
      '--until' = @()
      '--name' = @()
      '--by' = @('name', 'function', 'version', 'day')
      '--histogram' = $null
      '--limit' = @()
    } }
    'describe' = @{ values = @(); options = @{
      '--function' = @()
      '--show' = $null
    } }
    'tail' = @{ values = @(); options = @{
      '--function' = @()
      '-f' = $null
      '--follow' = $null
      '--last' = @()
      '--type' = @('execution', 'context', 'step', 'wait', 'callback', 'chained-invoke', 'invocation')
      '--failed' = $null
      '--since' = @()
      '--payload' = @('none', 'short', 'full')
    } }
    'history' = @{ values = @(); options = @{
      '--function' = @()
      '--tree' = $null
      '--depth' = @()
      '--branches' = @()
      '--reverse' = $null
      '--payload' = @('none', 'short', 'full')
    } }
    'export' = @{ values = @(); options = @{
      '--function' = @()
      '--format' = @('mermaid', 'json', 'junit')
    } }
    'diff' = @{ values = @(); options = @{
      '--function' = @()
      '--all' = $null
      '--ignore' = @('type', 'status', 'attempts', 'input', 'result', 'error')
    } }
    'open' = @{ values = @(); options = @{
      '--function' = @()
      '--print' = $null
    } }
    'wait' = @{ values = @(); options = @{
      '--function' = @()
      '--for' = @('end', 'suspended', 'status=', 'callback:', 'operation:')
      '--timeout' = @()
    } }
    'result' = @{ values = @(); options = @{
      '--function' = @()
      '--wait' = $null
    } }
    'stop' = @{ values = @(); options = @{
      '--function' = @()
      '--error' = @('@file')
      '--error-type' = @()
      '--error-message' = @()
      '--error-data' = @()
      '--stack-trace' = @()
      '--yes' = $null
    } }
    'emulate' = @{ values = @('@file'); options = @{
      '--plain' = @('@file')
      '--template' = @('@file')
      '--parameter' = @()
      '--empty' = $null
      '--port' = @()
      '--host' = @()
      '--state' = @('@file')
      '--reset' = $null
      '--reindex' = $null
      '--ready-file' = @('@file')
      '--timeout' = @()
      '--execution-timeout' = @()
      '--env' = @()
      '--max-failures' = @()
      '--no-limits' = $null
    } }
    'demo' = @{ values = @(); options = @{} }
    'doctor' = @{ values = @(); options = @{
      '--function' = @()
      '--iam' = @('pending', 'stats', 'executions', 'send', 'send-success', 'send-failure', 'answer', 'heartbeat', 'run', 'start', 'rerun', 'describe', 'tail', 'history', 'export', 'diff', 'wait', 'result', 'stop')
    } }
    'config' = @{ values = @('show'); options = @{} }
    'completion' = @{ values = @('bash', 'zsh', 'fish', 'powershell'); options = @{} }
    'help' = @{ values = @('pending', 'send-success', 'send-failure', 'heartbeat', 'run', 'answer', 'start', 'rerun', 'executions', 'stats', 'describe', 'tail', 'history', 'export', 'diff', 'open', 'wait', 'result', 'stop', 'emulate', 'demo', 'doctor', 'config', 'completion'); options = @{} }
  }
  $aliases = @{
    'list' = 'pending'
    'ls' = 'pending'
  }
  $typed = @($ast.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { $_.ToString() })
  $name = $typed | ForEach-Object { if ($aliases[$_]) { $aliases[$_] } else { $_ } } |
    Where-Object { $commands[$_] } | Select-Object -First 1
  $own = if ($name) { $commands[$name] } else { @{ options = @{}; values = @($commands.Keys | Sort-Object) } }
  $before = if ($typed.Count) { $typed[-1] } else { '' }
  $value = if ($own.options.ContainsKey($before)) { $own.options[$before] } else { $commonOptions[$before] }
  $words = if ($null -ne $value) { $value }
    elseif ($word -like '-*') { @($own.options.Keys) + @($commonOptions.Keys) | Sort-Object }
    else { $own.values }
  if ($words -eq '@file') { return }
  @($words) | Where-Object { $_ -and $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
