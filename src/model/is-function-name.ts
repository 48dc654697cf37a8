import { limits } from './limits.ts';

const functionName = new RegExp(`^[a-zA-Z0-9_-]{1,${limits.newFunctionName}}$`);

/** Whether a new function can be called so. */
export function isFunctionName(name: string): boolean {
  return functionName.test(name);
}
