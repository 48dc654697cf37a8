import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platform } from 'node:process';
import type { Context } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';

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
 * What `read` refuses can be edited again; what was written and nobody has read is kept in its file.
 */
export async function editText<Answer>(
  context: Context,
  editing: Editing,
  read: (edited: string) => Answer | Promise<Answer>,
): Promise<Answer> {
  if (!context.prompt.isPossible) throw nobodyToEdit(editing);
  const directory = mkdtempSync(join(tmpdir(), 'durcb-edit-'));
  const file = join(directory, editing.fileName);
  const discard = () => rmSync(directory, { recursive: true, force: true });
  try {
    writeFileSync(file, editing.text, { mode: 0o600 });
    for (;;) {
      const answer = await readOrAsk(context, await edit(context, editing, file), read);
      if (answer === undefined) continue;
      discard();
      return answer.value;
    }
  } catch (error) {
    if (error instanceof Failure && isWritten(file, editing)) throw keptIn(file, error);
    discard();
    throw error;
  }
}

/** The command line of the editor that a person wants. */
export const editorOf = ({ environment }: Pick<Context, 'environment'>): string =>
  environment.VISUAL || environment.EDITOR || 'vi';

async function edit(context: Context, editing: Editing, file: string): Promise<Uint8Array> {
  const { otherwise, instead } = editing;
  const editor = editorOf(context);
  // Said before it opens, also so that nothing moves on the screen behind it.
  context.io.note(`durcb: opening ${editor}; quit without saving to leave everything as it is`);
  const end = await context.io.stdin.lend(() => runEditor(context, editor, file));
  if (end !== undefined) throw notEdited(`${editor} ended ${end}; ${otherwise}`, instead);
  const edited = savedIn(file);
  if (!edited) throw notEdited(`${editor} has left no file; ${otherwise}`, instead);
  if (!isWritten(file, editing)) throw notEdited(`the text is as it was; ${otherwise}`, instead);
  return edited;
}

function savedIn(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function isWritten(file: string, { text }: Editing): boolean {
  const saved = savedIn(file);
  return saved !== undefined && !Buffer.from(text).equals(saved);
}

// Undefined when it is to be edited again.
async function readOrAsk<Answer>(
  { io, prompt }: Context,
  edited: Uint8Array,
  read: (edited: string) => Answer | Promise<Answer>,
): Promise<{ readonly value: Answer } | undefined> {
  try {
    return { value: await read(textOf(edited)) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    io.note(`durcb: ${error.message}`);
    if (await prompt.confirm('Edit it again?', 'a correct text')) return undefined;
    throw error;
  }
}

// Other bytes than those saved would be sent.
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Failure({
      code: 'not-text',
      message: 'the text is not UTF-8',
      exitCode: exitCodes.refused,
    });
  }
}

const keptIn = (file: string, error: Failure): Failure =>
  error.with({ hint: `what you wrote is in ${file}` });

// Ctrl-C is for the editor; its shell would end by it, too, once the editor has ended.
const heedless = platform === 'win32' ? '' : 'trap : INT; ';

// Undefined when it ended well. A shell, since editors are configured with arguments: `code --wait`.
async function runEditor(
  { environment, signal }: Context,
  editor: string,
  file: string,
): Promise<string | undefined> {
  const child = spawn(`${heedless}${editor} ${JSON.stringify(file)}`, {
    shell: true,
    stdio: 'inherit',
    env: environment,
    signal,
  });
  const [exitCode, signalName] = await once(child, 'close').catch((error) => {
    signal.throwIfAborted();
    throw error;
  });
  if (exitCode === 0) return undefined;
  return exitCode === null ? `on ${signalName}` : `with exit code ${exitCode}`;
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
