import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../cli/command.ts';
import { exitCodes, Failure } from '../cli/failure.ts';

/**
 * Opens a text in the editor of a person and reads it as it was saved. Throws without a terminal,
 * and when the editor fails or the text stays as it was, which is how people change their minds.
 * What `read` refuses is kept in its file, for the next attempt.
 */
export async function editText<Answer>(
  context: Context,
  text: string,
  fileName: string,
  read: (edited: string) => Answer,
): Promise<Answer> {
  const { config, io } = context;
  if (!config.input || !io.stdin.isTerminal || !io.stderr.isTerminal) throw nobodyToEdit;
  const directory = mkdtempSync(join(tmpdir(), 'durcb-edit-'));
  const file = join(directory, fileName);
  let isKept = false;
  try {
    const edited = await edit(context, text, file);
    isKept = true;
    const answer = readEdited(edited, file, read);
    isKept = false;
    return answer;
  } finally {
    if (!isKept) rmSync(directory, { recursive: true, force: true });
  }
}

async function edit(context: Context, text: string, file: string): Promise<string> {
  const { environment, io } = context;
  const editor = environment.VISUAL || environment.EDITOR || 'vi';
  writeFileSync(file, text, { mode: 0o600 });
  // Said before it opens, also so that nothing moves on the screen behind it.
  io.note(`durcb: opening ${editor}; quit without saving to leave everything as it is`);
  await runEditor(context, editor, file);
  const edited = readFileSync(file, 'utf8');
  if (edited === text) throw notEdited('the text is as it was; nothing was started');
  return edited;
}

function readEdited<Answer>(edited: string, file: string, read: (edited: string) => Answer): Answer {
  try {
    return read(edited);
  } catch (error) {
    throw error instanceof Failure ? error.with({ hint: `what you wrote is in ${file}` }) : error;
  }
}

// A shell, since editors are configured with arguments: `code --wait`.
async function runEditor({ environment, signal }: Context, editor: string, file: string): Promise<void> {
  const child = spawn(`${editor} ${JSON.stringify(file)}`, {
    shell: true,
    stdio: 'inherit',
    env: environment,
    signal,
  });
  const [exitCode] = await once(child, 'close').catch((error) => {
    signal.throwIfAborted();
    throw error;
  });
  if (exitCode !== 0) throw notEdited(`${editor} ended with exit code ${exitCode}; nothing was started`);
}

const nobodyToEdit = new Failure({
  code: 'no-terminal',
  message: 'there is no terminal for an editor',
  hint: 'leave out --edit, or start with an input of your own: durcb start --input FILE',
  exitCode: exitCodes.usage,
});

const notEdited = (message: string): Failure =>
  new Failure({
    code: 'not-edited',
    message,
    hint: 'without --edit the input is taken as it is; the editor is that of VISUAL or EDITOR',
  });
