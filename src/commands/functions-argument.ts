import { argument } from '../cli/command.ts';
import { textValue } from './values/text-value.ts';

/** For commands that look at the executions of functions. */
export const functionsArgument = argument(
  '[function]',
  "name, name:version, ARN or a pattern such as 'order-*'",
  textValue,
  'function',
);
