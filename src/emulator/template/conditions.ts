import { evaluate } from './evaluate.ts';
import { NoLocalValue } from './no-local-value.ts';
import type { Scope } from './scope.ts';
import { isList, isMap, type Tree } from './tree.ts';

/** Whether a condition holds: `Fn::Equals` and what joins conditions, or another one's name. Throws a NoLocalValue. */
export function holds(tree: Tree, scope: Scope): boolean {
  const [[name, given] = ['', ''], ...others] = isMap(tree) ? Object.entries(tree) : [];
  const all = isList(given) ? given : [];
  if (others.length > 0) throw malformed;
  switch (name) {
    case 'Fn::Equals': {
      const [one, other] = all.map((side) => JSON.stringify(evaluate(side, scope)));
      return one === other;
    }
    case 'Fn::And':
      return all.every((part) => holds(part, scope));
    case 'Fn::Or':
      return all.some((part) => holds(part, scope));
    case 'Fn::Not':
      return !all.every((part) => holds(part, scope));
    case 'Condition':
      return scope.condition(String(given));
    default:
      throw malformed;
  }
}

const malformed = new NoLocalValue('it is no condition that is understood here');
