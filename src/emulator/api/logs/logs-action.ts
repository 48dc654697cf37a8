import * as z from 'zod/mini';
import { Rejection } from '../../engine/rejection.ts';
import { type Action, type ApiContext, type ApiReply, action } from '../action.ts';
import { checkInput } from '../constraints.ts';
import { jsonBody } from '../json-body.ts';

/** An operation of CloudWatch Logs: JSON in the body, and all that is served is what functions printed. */
export interface LogsOperation<Schema extends z.ZodMiniType> {
  readonly name: string;
  readonly input: Schema;
  /** May throw a LogsRefusal. */
  readonly answer: (context: ApiContext, input: z.output<Schema>) => object;
}

/** CloudWatch Logs saying no. */
export class LogsRefusal extends Error {
  /** As clients know it: `ResourceNotFoundException`. */
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.name = 'LogsRefusal';
    this.type = type;
  }
}

export function invalidLogsParameter(message: string): LogsRefusal {
  return new LogsRefusal('InvalidParameterException', message);
}

/** Served on the emulator's port, at the path that the server makes of the target's header. */
export function logsAction<const Schema extends z.ZodMiniType>(operation: LogsOperation<Schema>): Action {
  return action({
    name: operation.name,
    method: 'POST',
    path: `/Logs_20140328.${operation.name}`,
    read: () => ({}),
    input: z.object({}),
    handle: async (context, _input, request) => {
      try {
        const input = checkInput(operation.input, jsonBody(request));
        return json(200, operation.answer(context, input));
      } catch (error) {
        return refusal(error);
      }
    },
  });
}

function json(status: number, body: object): ApiReply {
  const bytes = Buffer.from(JSON.stringify(body));
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, bytes };
}

// Unlike Lambda, this service puts the type into the body, and a missing resource is a bad request.
function refusal(error: unknown): ApiReply {
  if (error instanceof LogsRefusal) return json(400, { __type: error.type, message: error.message });
  if (!(error instanceof Rejection)) throw error;
  const { exception, message } = error;
  const isInvalid = exception === 'ValidationException' || exception === 'InvalidParameterValueException';
  return json(400, { __type: isInvalid ? 'InvalidParameterException' : exception, message });
}
