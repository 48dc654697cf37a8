import { formatFunctionArn, type Place, parseFunctionReference } from '../../model/arn.ts';
import { evaluate } from './evaluate.ts';
import { NoLocalValue } from './no-local-value.ts';
import type { Notes } from './notes.ts';
import type { Resource } from './resources.ts';
import type { Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

export interface FunctionNamesOptions {
  readonly resources: readonly Resource[];
  readonly scope: Scope;
  readonly place: Place;
  readonly notes: Notes;
}

interface Alias {
  readonly name: string;
  /** A number, or `$LATEST`. */
  readonly version: string;
}

/** What a template's functions, versions and aliases are called, and what stands for them elsewhere in it. */
export class FunctionNames {
  readonly #options: FunctionNamesOptions;
  readonly #resources: ReadonlyMap<string, Resource>;
  readonly #known = new Map<string, string>();
  readonly #asked = new Set<string>();

  constructor(options: FunctionNamesOptions) {
    this.#options = options;
    this.#resources = new Map(options.resources.map((resource) => [resource.id, resource]));
  }

  /** What `Ref` gives; undefined when it is none of them. */
  ref(id: string): string | undefined {
    const resource = this.#resources.get(id);
    if (!resource) return this.#madeBySam(id);
    const qualified = this.#qualified(resource);
    return qualified ?? this.nameOf(resource);
  }

  /** What `Fn::GetAtt` gives; undefined when there is no such attribute here. */
  attribute(id: string, attribute: string): string | undefined {
    const resource = this.#resources.get(id);
    switch (resource?.kind) {
      case 'function':
        return attribute === 'Arn' ? this.#arn(resource) : this.#madeBySam(`${id}.${attribute}`);
      case 'version':
        return attribute === 'Version' ? this.#versionOf(resource) : this.#qualifiedIf(attribute, resource);
      case 'alias':
        return this.#qualifiedIf(attribute, resource);
      default:
        return undefined;
    }
  }

  /** The function's name when it has one that can be told, else its logical id. */
  nameOf(resource: Resource): string {
    const { id } = resource;
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    if (this.#asked.has(id)) throw new NoLocalValue(`${id} is named after itself`);
    this.#asked.add(id);
    const name = this.#givenName(resource) ?? id;
    this.#asked.delete(id);
    if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) throw badName(id, name);
    this.#known.set(id, name);
    return name;
  }

  /** Versions by alias: the one that SAM publishes, and those that are resources. */
  aliasesOf(resource: Resource): Record<string, string> {
    const automatic = this.#automaticAlias(resource);
    const others = this.#publishedFrom(resource, 'alias').map((alias) => this.#aliasOf(alias));
    const aliases = automatic === undefined ? others : [{ name: automatic, version: '1' }, ...others];
    return Object.fromEntries(aliases.map(({ name, version }) => [name, version]));
  }

  /** The numbers of its versions that are resources. */
  versionsOf(resource: Resource): string[] {
    return this.#publishedFrom(resource, 'version').map((_, index) => String(index + 1));
  }

  #givenName({ id, properties }: Resource): string | undefined {
    const { FunctionName } = properties;
    if (FunctionName === undefined) return undefined;
    try {
      const name = evaluate(FunctionName, this.#options.scope);
      return typeof name === 'string' ? name : undefined;
    } catch (error) {
      if (!(error instanceof NoLocalValue)) throw error;
      this.#options.notes.add('FunctionName', id, `${error.message}; the function is called ${id}`);
      return undefined;
    }
  }

  #arn(resource: Resource, qualifier?: string): string {
    return formatFunctionArn(this.#options.place, this.nameOf(resource), qualifier);
  }

  #qualified(resource: Resource): string | undefined {
    if (resource.kind === 'function') return undefined;
    const qualifier = resource.kind === 'version' ? this.#versionOf(resource) : this.#aliasOf(resource).name;
    return this.#arn(this.#functionOf(resource), qualifier);
  }

  #qualifiedIf(attribute: string, resource: Resource): string | undefined {
    return ['AliasArn', 'FunctionArn', 'Arn'].includes(attribute) ? this.#qualified(resource) : undefined;
  }

  /** `Orders.Alias` and `Orders.Version`, and the alias under the logical id that SAM gives it. */
  #madeBySam(id: string): string | undefined {
    for (const resource of this.#functions()) {
      const alias = this.#automaticAlias(resource);
      if (id === `${resource.id}.Arn`) return this.#arn(resource);
      if (alias === undefined) continue;
      if (id === `${resource.id}.Alias` || id === `${resource.id}Alias${alias}`)
        return this.#arn(resource, alias);
      if (id === `${resource.id}.Version`) return this.#arn(resource, '1');
      if (id === `${resource.id}.Version.Version`) return '1';
    }
    return undefined;
  }

  #functions(): Resource[] {
    return this.#options.resources.filter(({ kind }) => kind === 'function');
  }

  #automaticAlias({ properties }: Resource): string | undefined {
    return properties.AutoPublishAlias === undefined
      ? undefined
      : this.#text(properties.AutoPublishAlias, 'AutoPublishAlias');
  }

  #aliasOf({ properties }: Resource): Alias {
    return {
      name: this.#text(properties.Name, 'Name'),
      version: this.#text(properties.FunctionVersion, 'FunctionVersion'),
    };
  }

  #versionOf(resource: Resource): string {
    const siblings = this.#publishedFrom(this.#functionOf(resource), 'version');
    return String(siblings.indexOf(resource) + 1);
  }

  #publishedFrom(owner: Resource, kind: 'version' | 'alias'): Resource[] {
    return this.#options.resources.filter((one) => one.kind === kind && this.#isOf(one, owner));
  }

  #isOf(resource: Resource, owner: Resource): boolean {
    try {
      return this.#functionOf(resource) === owner;
    } catch (error) {
      if (error instanceof NoLocalValue) return false;
      throw error;
    }
  }

  /** The function of a version or an alias, which name it or give its ARN. */
  #functionOf({ id, properties }: Resource): Resource {
    const text = this.#text(properties.FunctionName, 'FunctionName');
    const name = parseFunctionReference(text)?.functionName ?? text;
    const owner = this.#functions().find((one) => this.nameOf(one) === name);
    if (owner) return owner;
    throw new NoLocalValue(`${id} is of ${name}, which is not in the template`);
  }

  #text(tree: Resource['properties'][string] | undefined, what: string): string {
    const value = tree === undefined ? undefined : evaluate(tree, this.#options.scope);
    if (typeof value === 'string') return value;
    throw new NoLocalValue(`${what} is no text`);
  }
}

function badName(id: string, name: string): TemplateError {
  const hint = 'use 1 to 64 letters, digits, - or _';
  return new TemplateError('function-name', `${id} cannot be called '${name}'`, hint);
}
