import { NoLocalValue } from './no-local-value.ts';
import type { Scope } from './scope.ts';
import type { Tree } from './tree.ts';

/** The text with each `${Name}` and `${Resource.Attribute}` replaced; `${!Name}` stays as `${Name}`. */
export function substitute(text: string, own: ReadonlyMap<string, Tree | undefined>, scope: Scope): string {
  return text.replaceAll(/\$\{([^{}]*)\}/g, (_whole, inside: string) => {
    const name = inside.trim();
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const value = own.has(name) ? own.get(name) : scope.ref(name);
    if (typeof value === 'string') return value;
    throw new NoLocalValue(`\${${name}} is no text`);
  });
}
