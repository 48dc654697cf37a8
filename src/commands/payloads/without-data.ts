import type { ErrorObject } from '@aws-sdk/client-lambda';

// Who looks at a failure needs its name; data and stack traces may hold what nobody else should read.
export const withoutData = ({ ErrorType, ErrorMessage }: ErrorObject): ErrorObject => ({
  ErrorType,
  ErrorMessage,
});
