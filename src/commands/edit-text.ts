import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../cli/command.ts';
import { exitCodes, Failure } from '../cli/failure.ts';

export interface Editing {
  /** What there is before. */
  readonly text: string;
  /** Its extension tells editors what is in it. */
  readonly fileName: string;
  /** What has not been done when nothing comes of it: `nothing was sent`. */
  readonly otherwise: string;
  /** What to do without an editor. */
  readonly instead: string;
}

/**
 * Opens a text in the editor of a person and reads it as it was saved. Throws without a terminal,
 * and when the editor fails or the text stays as it was, which is how people change their minds.
 * What `read` refuses can be edited again, and is kept in its file when it is not.
 */
export async function editText<Answer>(
  context: Context,
  editing: Editing,
  read: (edited: string) => Answer | Promise<Answer>,
): Promise<Answer> {
  if (!context.prompt.isPossible) throw nobodyToEdit(editing);
  const directory = mkdtempSync(join(tmpdir(), 'durcb-edit-'));
  const file = join(directory, editing.fileName);
  let isKept = false;
  try {
    writeFileSync(file, editing.text, { mode: 0o600 });
    for (;;) {
      const edited = await edit(context, editing, file);
      isKept = true;
      const answer = await readOrAsk(context, file, edited, read);
      if (answer === undefined) continue;
      isKept = false;
      return answer.value;
    }
  } finally {
    if (!isKept) rmSync(directory, { recursive: true, force: true });
  }
}

/** The command line of the editor that a person wants. */
export const editorOf = ({ environment }: Pick<Context, 'environment'>): string =>
  environment.VISUAL || environment.EDITOR || 'vi';

async function edit(context: Context, { text, otherwise, instead }: Editing, file: string): Promise<string> {
  const editor = editorOf(context);
  // Said before it opens, also so that nothing moves on the screen behind it.
  context.io.note(`durcb: opening ${editor}; quit without saving to leave everything as it is`);
  const exitCode = await runEditor(context, editor, file);
  if (exitCode !== 0) throw notEdited(`${editor} ended with exit code ${exitCode}; ${otherwise}`, instead);
  const edited = readFileSync(file, 'utf8');
  if (edited === text) throw notEdited(`the text is as it was; ${otherwise}`, instead);
  return edited;
}

// Undefined when it is to be edited again.
async function readOrAsk<Answer>(
  { io, prompt }: Context,
  file: string,
  edited: string,
  read: (edited: string) => Answer | Promise<Answer>,
): Promise<{ readonly value: Answer } | undefined> {
  try {
    return { value: await read(edited) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    io.note(`durcb: ${error.message}`);
    const isAgain = await prompt.confirm('Edit it again?', 'a correct text').catch((interruption) => {
      throw keptIn(file, interruption);
    });
    if (isAgain) return undefined;
    throw keptIn(file, error);
  }
}

const keptIn = (file: string, error: unknown): unknown =>
  error instanceof Failure ? error.with({ hint: `what you wrote is in ${file}` }) : error;

// A shell, since editors are configured with arguments: `code --wait`.
async function runEditor({ environment, signal }: Context, editor: string, file: string): Promise<number> {
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
  return exitCode;
}

const nobodyToEdit = ({ instead }: Editing): Failure =>
  new Failure({
    code: 'no-terminal',
    message: 'there is no terminal for an editor',
    hint: instead,
    exitCode: exitCodes.usage,
  });

const notEdited = (message: string, instead: string): Failure =>
  new Failure({ code: 'not-edited', message, hint: `the editor is that of VISUAL or EDITOR; ${instead}` });
