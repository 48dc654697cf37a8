import { exitCodes, Failure } from '../cli/failure.ts';

/** There is no callback of that id, here. */
export const unknownCallback = (callbackId: string, cause?: Failure): Failure =>
  new Failure({
    code: 'callback-not-found',
    message: `no callback has the id ${callbackId}`,
    hint: 'check --region and --profile; an ended execution is forgotten after its retention time',
    exitCode: exitCodes.notFound,
    requestId: cause?.requestId,
    cause,
  });
