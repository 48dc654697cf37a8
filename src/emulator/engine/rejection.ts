import { functionNotFoundText } from '../../model/function-not-found.ts';

/** The service's exceptions: HTTP status, whose fault, and the member that carries the message (Lambda API model). */
export const exceptions = {
  InvalidParameterValueException: { status: 400, messageKey: 'message' },
  InvalidRequestContentException: { status: 400, messageKey: 'message' },
  CallbackTimeoutException: { status: 400, messageKey: 'Message' },
  ValidationException: { status: 400, messageKey: 'message' },
  SerializationException: { status: 400, messageKey: 'message' },
  AccessDeniedException: { status: 403, messageKey: 'Message' },
  ResourceNotFoundException: { status: 404, messageKey: 'Message' },
  UnknownOperationException: { status: 404, messageKey: 'message' },
  DurableExecutionAlreadyStartedException: { status: 409, messageKey: 'Message' },
  ResourceConflictException: { status: 409, messageKey: 'message' },
  PreconditionFailedException: { status: 412, messageKey: 'message' },
  RequestEntityTooLargeException: { status: 413, messageKey: 'message' },
  UnsupportedMediaTypeException: { status: 415, messageKey: 'message' },
  ServiceException: { status: 500, messageKey: 'Message' },
} as const satisfies Record<string, { status: number; messageKey: 'message' | 'Message' }>;

export type ExceptionName = keyof typeof exceptions;

/** The service saying no: nothing has happened. */
export class Rejection extends Error {
  readonly exception: ExceptionName;

  constructor(exception: ExceptionName, message: string) {
    super(message);
    this.name = 'Rejection';
    this.exception = exception;
  }
}

export function invalidParameter(message: string): Rejection {
  return new Rejection('InvalidParameterValueException', message);
}

export function functionNotFound(arn: string): Rejection {
  return new Rejection('ResourceNotFoundException', functionNotFoundText(arn));
}

export function callbackNotFound(): Rejection {
  return new Rejection('ResourceNotFoundException', 'Callback does not exist');
}

export function invalidCheckpointToken(): Rejection {
  return invalidParameter('Invalid checkpoint token');
}
