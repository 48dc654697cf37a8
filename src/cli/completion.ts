import type { Command } from './command.ts';
import { bashCompletion } from './completion/bash.ts';
import { fishCompletion } from './completion/fish.ts';
import { powershellCompletion } from './completion/powershell.ts';
import { type Vocabulary, vocabularyOf } from './completion/vocabulary.ts';
import { zshCompletion } from './completion/zsh.ts';

export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof shells)[number];

const scripts: Record<Shell, (vocabulary: Vocabulary) => string> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
};

/** What a shell must be told to complete durcb's command lines. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  return scripts[shell](vocabularyOf(commands));
}

/** The file below `completions/` that holds it, under the name the shell looks for. */
export const completionFiles: Record<Shell, string> = {
  bash: 'durcb.bash',
  zsh: '_durcb',
  fish: 'durcb.fish',
  powershell: 'durcb.ps1',
};
