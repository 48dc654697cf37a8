import type { Place } from '../../model/arn.ts';
import { holds } from './conditions.ts';
import { FunctionNames } from './function-names.ts';
import { NoLocalValue } from './no-local-value.ts';
import type { Notes } from './notes.ts';
import { parameterValue } from './parameter-value.ts';
import { pseudoParameters } from './pseudo-parameters.ts';
import { type Resource, resourcesOf } from './resources.ts';
import type { Scope } from './scope.ts';
import { mapOf, memberOf, type Tree, type TreeMap } from './tree.ts';

export interface StackOptions {
  readonly template: TreeMap;
  readonly place: Place;
  /** By name; they go before the defaults, also before those of the pseudo parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly notes: Notes;
}

/** A template as if it were deployed, as far as its names have a meaning here. */
export class Stack implements Scope {
  readonly names: FunctionNames;
  /** Those whose condition holds. */
  readonly resources: readonly Resource[];
  readonly #options: StackOptions;
  readonly #given: ReadonlyMap<string, string>;
  readonly #asked = new Set<string>();

  constructor(options: StackOptions) {
    const { template, place, parameters } = options;
    this.#options = options;
    this.#given = new Map(Object.entries({ ...pseudoParameters(place), ...parameters }));
    this.resources = resourcesOf(template).filter((resource) => this.#isMade(resource));
    this.names = new FunctionNames({ resources: this.resources, scope: this, place, notes: options.notes });
  }

  ref(name: string): Tree | undefined {
    if (name === 'AWS::NoValue') return undefined;
    const declared = memberOf(mapOf(this.#options.template.Parameters), name);
    const given = this.#given.get(name);
    if (declared !== undefined) return parameterValue(name, mapOf(declared), given);
    return given ?? this.names.ref(name) ?? this.#nothingLocal(name);
  }

  attribute(resource: string, attribute: string): Tree {
    return this.names.attribute(resource, attribute) ?? this.#nothingLocal(resource, attribute);
  }

  mapping(name: string): Tree | undefined {
    return memberOf(mapOf(this.#options.template.Mappings), name);
  }

  condition(name: string): boolean {
    const condition = memberOf(mapOf(this.#options.template.Conditions), name);
    if (condition === undefined || this.#asked.has(name)) {
      throw new NoLocalValue(
        `the condition ${name} ${condition ? 'asks for itself' : 'is not in the template'}`,
      );
    }
    this.#asked.add(name);
    try {
      return holds(condition, this);
    } finally {
      this.#asked.delete(name);
    }
  }

  #isMade({ id, condition }: Resource): boolean {
    if (condition === undefined) return true;
    try {
      return this.condition(condition);
    } catch (error) {
      if (!(error instanceof NoLocalValue)) throw error;
      this.#options.notes.add('Condition', id, `${error.message}; taken as true`);
      return true;
    }
  }

  #nothingLocal(name: string, attribute?: string): never {
    const resource = memberOf(mapOf(this.#options.template.Resources), name.split('.')[0] ?? '');
    const what = attribute === undefined ? name : `${name}.${attribute}`;
    if (resource !== undefined || name.startsWith('AWS::'))
      throw new NoLocalValue(`${what} has no local value`);
    throw new NoLocalValue(`nothing in the template is called ${what}`);
  }
}
