import { evaluateMembers } from './evaluate.ts';
import type { Notes } from './notes.ts';
import type { Resource } from './resources.ts';
import type { Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';
import { isMap, type Tree } from './tree.ts';

/** The properties of one function, evaluated when they are asked for; what has no local value is noted. */
export class FunctionProperties {
  readonly #resource: Resource;
  readonly #scope: Scope;
  readonly #notes: Notes;

  constructor(resource: Resource, scope: Scope, notes: Notes) {
    this.#resource = resource;
    this.#scope = scope;
    this.#notes = notes;
  }

  /** Undefined also for an empty value. */
  value(name: string): Tree | undefined {
    const tree = this.#resource.properties[name];
    if (tree === undefined) return undefined;
    const value = evaluateMembers(tree, this.#scope, name, (path, reason) => {
      this.#notes.add(path, this.#resource.id, `${reason}; left out${remedy(path)}`);
    });
    return value === '' ? undefined : value;
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    if (value === undefined || typeof value === 'string') return value;
    throw unfit(name, 'a text is needed there');
  }

  map(name: string): { readonly [member: string]: Tree } | undefined {
    const value = this.value(name);
    if (value === undefined || isMap(value)) return value;
    throw unfit(name, 'a map is needed there');
  }

  /** A whole number that is a property, or one of its members. */
  number(name: string, value: Tree | undefined, least: number, most: number): number | undefined {
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw unfit(name, `give ${least} to ${most}, not ${JSON.stringify(value)}`);
  }
}

function unfit(name: string, hint: string): TemplateError {
  return new TemplateError('template-value', `${name} is not what it has to be`, hint);
}

function remedy(path: string): string {
  const [, variable] = /^Environment\.Variables\.(\w+)$/.exec(path) ?? [];
  return variable === undefined ? '' : `, unless --env ${variable}=VALUE sets it`;
}
