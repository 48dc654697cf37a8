import type { Place } from '../../model/arn.ts';
import { Declarations } from './declarations.ts';
import { FunctionNames } from './function-names.ts';
import { NoLocalValue } from './no-local-value.ts';
import type { Notes } from './notes.ts';
import { ResourceNames } from './resource-names.ts';
import { type Resource, resourcesOf } from './resources.ts';
import type { Scope } from './scope.ts';
import type { Tree, TreeMap } from './tree.ts';

export interface StackOptions {
  readonly template: TreeMap;
  readonly place: Place;
  readonly parameters: Readonly<Record<string, string>>;
  readonly notes: Notes;
}

/** A template as if it were deployed, as far as its names have a meaning here. */
export class Stack implements Scope {
  readonly names: FunctionNames;
  /** Those whose condition holds. */
  readonly resources: readonly Resource[];
  readonly #declarations: Declarations;
  readonly #others: ResourceNames;
  readonly #notes: Notes;

  constructor({ template, place, parameters, notes }: StackOptions) {
    this.#declarations = new Declarations(template, place, parameters);
    this.#others = new ResourceNames(template, this);
    this.#notes = notes;
    this.resources = resourcesOf(template).filter((resource) => this.#isMade(resource));
    this.names = new FunctionNames({ resources: this.resources, scope: this, place, notes });
  }

  ref(name: string): Tree | undefined {
    return this.names.ref(name) ?? this.#others.ref(name) ?? this.#declarations.ref(name);
  }

  attribute(resource: string, attribute: string): Tree {
    return this.names.attribute(resource, attribute) ?? this.#declarations.attribute(resource, attribute);
  }

  mapping(name: string): Tree | undefined {
    return this.#declarations.mapping(name);
  }

  condition(name: string): boolean {
    return this.#declarations.condition(name);
  }

  #isMade({ id, condition }: Resource): boolean {
    if (condition === undefined) return true;
    try {
      return this.condition(condition);
    } catch (error) {
      if (!(error instanceof NoLocalValue)) throw error;
      this.#notes.add('Condition', id, `${error.message}; taken as true`);
      return true;
    }
  }
}
