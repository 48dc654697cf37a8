# PowerShell completion for durcb: durcb completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName durcb -ScriptBlock {
  param($word, $ast, $position)
  $commonOptions = @{
    '-o' = @('table', 'tsv', 'json', 'jsonl', 'id', 'none')
    '--output' = @('table', 'tsv', 'json', 'jsonl', 'id', 'none')
    '-0' = $null
    '--null' = $null
    '--query' = @()
    '--time' = @('relative', 'iso', 'local', 'epoch')
    '--color' = @('auto', 'always', 'never')
    '--local' = $null
    '--endpoint-url' = @()
    '--region' = @()
    '--profile' = @('@live profile')
    '--quiet' = $null
    '--verbose' = $null
    '--no-input' = $null
    '--no-cache' = $null
    '-h' = $null
    '--help' = $null
  }
  $commands = @{
    'pending' = @{ values = @(); options = @{
      '--function' = @('@live function')
      '--tag' = @()
      '--stack' = @()
      '--execution' = @('@live execution')
      '--name' = @('@live callback-name')
      '--older-than' = @()
      '--expiring-within' = @()
      '--where' = @()
      '--limit' = @()
      '--fail-if-any' = $null
      '--max-age' = @()
      '--watch' = $null
      '--exec' = @()
      '--exit-when-any' = $null
      '--timeout' = @()
    } }
    'send-success' = @{ values = @('@live callback'); options = @{
      '--result' = @('@file')
      '--result-text' = @()
      '--no-result' = $null
      '--json' = $null
      '--minify' = $null
      '--as-json-string' = $null
      '--schema' = @('@file')
      '--expect' = @('json', 'text')
      '--execution' = @('@live execution')
      '--callback' = @('@live callback-name')
      '--function' = @('@live function')
      '--if-pending' = $null
      '--dry-run' = $null
      '--wait' = $null
      '--show' = $null
      '--yes' = $null
      '--reason' = @()
    } }
    'send-failure' = @{ values = @('@live callback'); options = @{
      '--error' = @('@file')
      '--error-type' = @()
      '--error-message' = @()
      '--error-data' = @()
      '--stack-trace' = @()
      '--reason-in-error' = $null
      '--execution' = @('@live execution')
      '--callback' = @('@live callback-name')
      '--function' = @('@live function')
      '--if-pending' = $null
      '--dry-run' = $null
      '--wait' = $null
      '--show' = $null
      '--yes' = $null
      '--reason' = @()
    } }
    'heartbeat' = @{ values = @('@live callback'); options = @{
      '--execution' = @('@live execution')
      '--callback' = @('@live callback-name')
      '--function' = @('@live function')
      '--every' = @()
      '--once' = $null
      '--for' = @()
      '--until' = @()
      '--while-pid' = @()
      '--while-file' = @('@file')
      '--while-port' = @()
      '--while-socket' = @('@file')
      '--from' = @('@file')
    } }
    'run' = @{ values = @('@live callback'); options = @{
      '--execution' = @('@live execution')
      '--callback' = @('@live callback-name')
      '--function' = @('@live function')
      '--result' = @('@file')
      '--schema' = @('@file')
      '--every' = @()
      '--yes' = $null
      '--reason' = @()
      '--keep-going' = $null
    } }
    'answer' = @{ values = @('@file'); options = @{
      '--yes' = $null
      '--reason' = @()
      '--dry-run' = $null
      '--if-pending' = $null
      '--schema' = @('@file')
      '--log' = @('@file')
      '--concurrency' = @()
      '--rate' = @()
    } }
    'start' = @{ values = @('@live function'); options = @{
      '--input' = @('@file')
      '--input-text' = @()
      '--name' = @()
      '-f' = $null
      '--follow' = $null
      '--wait' = $null
      '--show' = $null
      '--yes' = $null
      '--reason' = @()
    } }
    'rerun' = @{ values = @('@live execution'); options = @{
      '--function' = @('@live function')
      '--version' = @()
      '--edit' = $null
      '--name' = @()
      '-f' = $null
      '--follow' = $null
      '--wait' = $null
      '--show' = $null
      '--yes' = $null
      '--reason' = @()
    } }
    'executions' = @{ values = @('@live function'); options = @{
      '--tag' = @()
      '--stack' = @()
      '--status' = @('RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'STOPPED')
      '--since' = @()
      '--until' = @()
      '--name' = @()
      '--where' = @()
      '--limit' = @()
    } }
    'stats' = @{ values = @('@live function'); options = @{
      '--tag' = @()
      '--stack' = @()
      '--since' = @()
      '--until' = @()
      '--name' = @()
      '--by' = @('name', 'function', 'version', 'day')
      '--histogram' = $null
      '--limit' = @()
      '--max-age' = @()
    } }
    'describe' = @{ values = @('@live execution'); options = @{
      '--function' = @('@live function')
      '--show' = $null
    } }
    'tail' = @{ values = @('@live execution'); options = @{
      '--function' = @('@live function')
      '-f' = $null
      '--follow' = $null
      '--last' = @()
      '--type' = @('execution', 'context', 'step', 'wait', 'callback', 'chained-invoke', 'invocation')
      '--failed' = $null
      '--since' = @()
      '--payload' = @('none', 'short', 'full')
      '--children' = $null
      '--tree' = $null
      '--logs' = $null
      '--save-payloads' = @('@file')
      '--resume' = @('@file')
      '--timeout' = @()
    } }
    'history' = @{ values = @('@live execution'); options = @{
      '--function' = @('@live function')
      '--tree' = $null
      '--depth' = @()
      '--branches' = @()
      '--reverse' = $null
      '--payload' = @('none', 'short', 'full')
      '--save-payloads' = @('@file')
    } }
    'export' = @{ values = @('@live execution'); options = @{
      '--function' = @('@live function')
      '--format' = @('mermaid', 'json', 'junit')
    } }
    'diff' = @{ values = @('@live execution'); options = @{
      '--function' = @('@live function')
      '--all' = $null
      '--ignore' = @('type', 'status', 'attempts', 'input', 'result', 'error')
    } }
    'open' = @{ values = @('@live execution'); options = @{
      '--function' = @('@live function')
      '--print' = $null
    } }
    'wait' = @{ values = @('@live execution'); options = @{
      '--function' = @('@live function')
      '--for' = @('end', 'suspended', 'status=', 'callback:', 'operation:')
      '--timeout' = @()
    } }
    'result' = @{ values = @('@live execution'); options = @{
      '--function' = @('@live function')
      '--wait' = $null
    } }
    'stop' = @{ values = @('@live execution'); options = @{
      '--function' = @('@live function')
      '--error' = @('@file')
      '--error-type' = @()
      '--error-message' = @()
      '--error-data' = @()
      '--stack-trace' = @()
      '--dry-run' = $null
      '--reason-in-error' = $null
      '--yes' = $null
      '--reason' = @()
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
      '--function' = @('@live function')
      '--iam' = @('pending', 'stats', 'executions', 'send', 'send-success', 'send-failure', 'answer', 'heartbeat', 'run', 'start', 'rerun', 'describe', 'tail', 'history', 'export', 'diff', 'wait', 'result', 'stop', 'tags', 'logs', 'all')
    } }
    'config' = @{ values = @('show'); options = @{} }
    'schema' = @{ values = @(); options = @{} }
    'completion' = @{ values = @('bash', 'zsh', 'fish', 'powershell'); options = @{} }
    'help' = @{ values = @('pending', 'send-success', 'send-failure', 'heartbeat', 'run', 'answer', 'start', 'rerun', 'executions', 'stats', 'describe', 'tail', 'history', 'export', 'diff', 'open', 'wait', 'result', 'stop', 'emulate', 'demo', 'doctor', 'config', 'schema', 'completion'); options = @{} }
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
  $plain = $word.Trim("'", '"')
  # What the service knows. The words of the line say where to look.
  if ("$words" -like '@live *') {
    $kind = "$words".Substring(6)
    $words = & durcb __complete $kind "=$plain" @typed 2>$null
  }
  @($words) | ForEach-Object {
    $value, $about = $_ -split "`t", 2
    if (-not $value -or -not $value.StartsWith($plain, 'OrdinalIgnoreCase')) { return }
    $text = if ($value -match '^[\w/.:=-]+$') { $value } else { "'" + $value.Replace("'", "''") + "'" }
    $tip = if ($about) { $about } else { $value }
    [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $tip)
  }
}
