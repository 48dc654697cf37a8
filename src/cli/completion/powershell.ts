import { completing } from './live.ts';
import { type CommandWords, formsOf, type OptionWords, type Value, type Vocabulary } from './vocabulary.ts';

/** A completion script for PowerShell. */
export function powershellCompletion({ commands, options }: Vocabulary): string {
  return `# PowerShell completion for durcb: durcb completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName durcb -ScriptBlock {
  param($word, $ast, $position)
  $commonOptions = ${optionTable(options, '  ')}
  $commands = @{
${commands.map(commandEntry).join('\n')}
  }
  $aliases = @{
${commands.flatMap(aliasEntries).join('\n')}
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
    $words = & durcb ${completing} $kind "=$plain" @typed 2>$null
  }
  @($words) | ForEach-Object {
    $value, $about = $_ -split "\`t", 2
    if (-not $value -or -not $value.StartsWith($plain, 'OrdinalIgnoreCase')) { return }
    $text = if ($value -match '^[\\w/.:=-]+$') { $value } else { "'" + $value.Replace("'", "''") + "'" }
    $tip = if ($about) { $about } else { $value }
    [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $tip)
  }
}
`;
}

function commandEntry({ names, options, arguments: parameters }: CommandWords): string {
  const value = parameters.map((parameter) => parameter.value).find((one) => one !== 'text');
  return `    '${names[0]}' = @{ values = ${words(value)}; options = ${optionTable(options, '    ')} }`;
}

const aliasEntries = ({ names: [name, ...aliases] }: CommandWords): string[] =>
  aliases.map((alias) => `    '${alias}' = '${name}'`);

/** For each option what may follow it; null when it takes no value. */
function optionTable(options: readonly OptionWords[], indent: string): string {
  const entries = options.flatMap((option) =>
    formsOf(option).map((form) => `${indent}  '${form}' = ${option.value ? words(option.value) : '$null'}\n`),
  );
  return entries.length > 0 ? `@{\n${entries.join('')}${indent}}` : '@{}';
}

function words(value: Value | undefined): string {
  if (value === undefined || value === 'text') return '@()';
  if (value === 'file') return "@('@file')";
  if ('live' in value) return `@('@live ${value.live}')`;
  return `@(${value.map((word) => `'${word}'`).join(', ')})`;
}
