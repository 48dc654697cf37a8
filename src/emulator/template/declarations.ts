import type { Place } from '../../model/arn.ts';
import { holds } from './conditions.ts';
import { NoLocalValue } from './no-local-value.ts';
import { parameterValue } from './parameter-value.ts';
import { pseudoParameters } from './pseudo-parameters.ts';
import type { Scope } from './scope.ts';
import { mapOf, memberOf, type Tree, type TreeMap } from './tree.ts';

/** What holds in a template before there is any resource: parameters, mappings and conditions. */
export class Declarations implements Scope {
  readonly #template: TreeMap;
  readonly #given: ReadonlyMap<string, string>;
  readonly #asked = new Set<string>();

  /** Parameters go before the defaults, also before those of the pseudo parameters. */
  constructor(template: TreeMap, place: Place, parameters: Readonly<Record<string, string>>) {
    this.#template = template;
    this.#given = new Map(Object.entries({ ...pseudoParameters(place), ...parameters }));
  }

  ref(name: string): Tree | undefined {
    if (name === 'AWS::NoValue') return undefined;
    const declared = memberOf(mapOf(this.#template.Parameters), name);
    const given = this.#given.get(name);
    if (declared !== undefined) return parameterValue(name, mapOf(declared), given);
    return given ?? this.#nothingLocal(name);
  }

  attribute(resource: string, attribute: string): Tree {
    return this.#nothingLocal(`${resource}.${attribute}`);
  }

  mapping(name: string): Tree | undefined {
    return memberOf(mapOf(this.#template.Mappings), name);
  }

  condition(name: string): boolean {
    const condition = memberOf(mapOf(this.#template.Conditions), name);
    if (condition === undefined) throw new NoLocalValue(`the condition ${name} is not in the template`);
    if (this.#asked.has(name)) throw new NoLocalValue(`the condition ${name} asks for itself`);
    this.#asked.add(name);
    try {
      return holds(condition, this);
    } finally {
      this.#asked.delete(name);
    }
  }

  #nothingLocal(name: string): never {
    const [id = ''] = name.split('.');
    const isThere = memberOf(mapOf(this.#template.Resources), id) !== undefined || id.startsWith('AWS::');
    throw new NoLocalValue(
      isThere ? `${name} has no local value` : `nothing in the template is called ${name}`,
    );
  }
}
