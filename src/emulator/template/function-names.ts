import { formatFunctionArn, type Place, parseFunctionReference } from '../../model/arn.ts';
import { isFunctionName } from '../../model/is-function-name.ts';
import { evaluate } from './evaluate.ts';
import { NoLocalValue } from './no-local-value.ts';
import type { Notes } from './notes.ts';
import { Questions } from './questions.ts';
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
  readonly #questions = new Questions();

  constructor(options: FunctionNamesOptions) {
    this.#options = options;
    this.#resources = new Map(options.resources.map((resource) => [resource.id, resource]));
  }

  /** What `Ref` gives; undefined when it is none of them. */
  ref(id: string): string | undefined {
    const resource = this.#resources.get(id);
    if (!resource) return this.#madeBySam(id);
    return resource.kind === 'function' ? this.nameOf(resource) : this.#qualified(resource);
  }

  /** What `Fn::GetAtt` gives; undefined when there is no such attribute here. */
  attribute(id: string, attribute: string): string | undefined {
    const resource = this.#resources.get(id);
    if (!resource) return undefined;
    if (resource.kind === 'function') return this.#partOf(resource, `.${attribute}`);
    if (resource.kind === 'version' && attribute === 'Version') return this.#versionOf(resource);
    return ['AliasArn', 'FunctionArn'].includes(attribute) ? this.#qualified(resource) : undefined;
  }

  /** The function's name when it has one that can be told, else its logical id. */
  nameOf(resource: Resource): string {
    const { id } = resource;
    const name = this.#questions.once(`the name of ${id}`, () => this.#givenName(resource) ?? id);
    if (isFunctionName(name)) return name;
    const hint = 'use 1 to 64 letters, digits, - or _';
    throw new TemplateError('function-name', `${id} cannot be called '${name}'`, hint);
  }

  /** Versions by alias: the one that SAM publishes, and those that are resources. */
  aliasesOf(resource: Resource): Record<string, string> {
    const others = this.#publishedFrom(resource, 'alias');
    const aliases = [this.#automatic(resource), ...others.map((alias) => this.#aliasOf(alias))];
    const known = aliases.filter((alias) => alias !== undefined);
    return Object.fromEntries(known.map(({ name, version }) => [name, version]));
  }

  /** The numbers of its versions that are resources. */
  versionsOf(resource: Resource): string[] {
    return this.#publishedFrom(resource, 'version').map((_, index) => String(index + 1));
  }

  #givenName(resource: Resource): string | undefined {
    const { id, properties } = resource;
    if (properties.FunctionName === undefined) return undefined;
    try {
      const name = evaluate(properties.FunctionName, this.#options.scope);
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

  #qualified(resource: Resource): string {
    const qualifier = resource.kind === 'version' ? this.#versionOf(resource) : this.#text(resource, 'Name');
    return this.#arn(this.#functionOf(resource), qualifier);
  }

  /** `Orders.Alias` and the like, and the alias under the logical id that SAM gives it. */
  #madeBySam(id: string): string | undefined {
    const owner = this.#functions().find(
      (one) => id.startsWith(`${one.id}.`) || id.startsWith(`${one.id}Alias`),
    );
    return owner && this.#partOf(owner, id.slice(owner.id.length));
  }

  #partOf(resource: Resource, part: string): string | undefined {
    if (part === '.Arn') return this.#arn(resource);
    if (resource.properties.AutoPublishAlias === undefined) return undefined;
    const alias = this.#text(resource, 'AutoPublishAlias');
    if (part === '.Alias' || part === `Alias${alias}`) return this.#arn(resource, alias);
    if (part === '.Version') return this.#arn(resource, '1');
    return part === '.Version.Version' ? '1' : undefined;
  }

  #functions(): Resource[] {
    return this.#options.resources.filter(({ kind }) => kind === 'function');
  }

  #automatic(resource: Resource): Alias | undefined {
    if (resource.properties.AutoPublishAlias === undefined) return undefined;
    return this.#orNoted(resource, () => ({ name: this.#text(resource, 'AutoPublishAlias'), version: '1' }));
  }

  #aliasOf(resource: Resource): Alias | undefined {
    return this.#orNoted(resource, () => ({
      name: this.#text(resource, 'Name'),
      version: this.#text(resource, 'FunctionVersion'),
    }));
  }

  #orNoted(resource: Resource, read: () => Alias): Alias | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof NoLocalValue)) throw error;
      this.#options.notes.add('Alias', resource.id, `${error.message}; left out`);
      return undefined;
    }
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
  #functionOf(resource: Resource): Resource {
    const text = this.#text(resource, 'FunctionName');
    const name = parseFunctionReference(text)?.functionName ?? text;
    const owner = this.#functions().find((one) => this.nameOf(one) === name);
    if (owner) return owner;
    throw new NoLocalValue(`${resource.id} is of ${name}, which is not in the template`);
  }

  #text({ id, properties }: Resource, property: string): string {
    return this.#questions.once(`${property} of ${id}`, () => {
      const value = evaluate(properties[property] ?? [], this.#options.scope);
      if (typeof value === 'string') return value;
      throw new NoLocalValue(`${property} of ${id} is no text`);
    });
  }
}
