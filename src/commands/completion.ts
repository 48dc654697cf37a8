import * as z from 'zod/mini';
import { argument, command } from '../cli/command.ts';
import { completionScript, shells } from '../cli/completion.ts';

export const completion = command({
  name: 'completion',
  summary: 'print what makes a shell complete durcb command lines',
  examples: [
    'source <(durcb completion bash)                                  in ~/.bashrc',
    'durcb completion zsh > ~/.zfunc/_durcb                           once, in a directory of $fpath',
    'durcb completion fish > ~/.config/fish/completions/durcb.fish    once',
    'durcb completion powershell | Out-String | Invoke-Expression     in $PROFILE',
  ],
  arguments: { shell: argument('<shell>', shells.join(', '), z.enum(shells), shells) },
  options: {},
  async run(_context, { shell }) {
    // The list of commands has this one in it.
    const { commands } = await import('./index.ts');
    return { kind: 'text', text: completionScript(shell, commands) };
  },
});
