import { NoLocalValue } from './no-local-value.ts';
import { TemplateError } from './template-error.ts';
import { isList, type Tree, type TreeMap } from './tree.ts';

/** A parameter's given or default value, a list for the types that are lists. Throws a TemplateError without one. */
export function parameterValue(name: string, declared: TreeMap, given: string | undefined): Tree {
  const type = String(declared.Type ?? 'String');
  if (given === undefined && type.startsWith('AWS::SSM::')) {
    throw new NoLocalValue(`parameter ${name} is in the parameter store`);
  }
  const value = given ?? declared.Default;
  if (value === undefined) {
    const hint = `give it one: --parameter ${name}=VALUE`;
    throw new TemplateError('parameter-missing', `the parameter ${name} has no value`, hint);
  }
  refuseUnlisted(name, declared.AllowedValues, value);
  const isListType = type === 'CommaDelimitedList' || /List</.test(type);
  return isListType && typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
}

function refuseUnlisted(name: string, allowed: Tree | undefined, value: Tree): void {
  if (!isList(allowed) || allowed.includes(value) || typeof value !== 'string') return;
  const message = `the parameter ${name} cannot be ${value}`;
  throw new TemplateError('parameter-value', message, `give one of ${allowed.join(', ')}`);
}
