import type { Context } from '../../cli/command.ts';
import type { ErrorObject } from '../../model/wire.ts';

/** The error that a person types at the terminal. */
export async function askError({ prompt }: Context): Promise<ErrorObject> {
  const ErrorType = await prompt.line('The type of the error:', '--error-type', async (typed) =>
    typed.trim() === '' ? 'functions tell errors apart by it, as in PaymentDeclined' : undefined,
  );
  const ErrorMessage = await prompt.line('Its message:', '--error-message');
  return { ErrorType: ErrorType.trim(), ErrorMessage };
}
