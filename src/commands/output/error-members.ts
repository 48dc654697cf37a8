import { list, optional, text } from './member.ts';

/** Those of an ErrorObject of the API. */
export const errorMembers = {
  ErrorType: optional(text('What kind of error, such as PaymentDeclined.')),
  ErrorMessage: optional(text('What a person should read.')),
  ErrorData: optional(text('What a program should read; often JSON.')),
  StackTrace: optional(list(text('One line.'), 'Where it happened.')),
};
