import { join } from 'node:path';
import { isBuilt } from './is-built.ts';

// The tests try the built program, which is to be that of the sources as they are.
if (!isBuilt(join(import.meta.dirname, '..'))) await import('./build.ts');
