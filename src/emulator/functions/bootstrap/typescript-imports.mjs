// TypeScript is mostly written for compilers and bundlers: './price' and './price.js' there mean price.ts.
import { registerHooks } from 'node:module';

/** From now on relative imports in TypeScript files find what a bundler would, where Node finds nothing. */
export function findAsBundlersDo() {
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (!mayBeMeantSo(specifier, context.parentURL, error)) throw error;
        const found = candidates(specifier).map((candidate) => resolved(candidate, context, next));
        return found.find(Boolean) ?? rethrow(error);
      }
    },
  });
}

const notFound = ['ERR_MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT', 'MODULE_NOT_FOUND'];

function mayBeMeantSo(specifier, parent, error) {
  return /^\.\.?(\/|$)/.test(specifier) && /\.[cm]?ts$/.test(parent) && notFound.includes(error?.code);
}

function candidates(specifier) {
  const source = specifier.replace(/\.([cm]?)js$/, '.$1ts');
  const besides = ['.ts', '.mts', '.cts', '.js', '.json', '/index.ts', '/index.js'];
  return [source, ...besides.map((ending) => specifier + ending)];
}

function resolved(candidate, context, next) {
  try {
    return next(candidate, context);
  } catch {
    return undefined;
  }
}

function rethrow(error) {
  throw error;
}
