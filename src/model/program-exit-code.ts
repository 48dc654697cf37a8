import * as z from 'zod/mini';

/** What another program ended with. */
export const ProgramExitCode = z.int().check(z.gte(0), z.lte(255)).brand<'ProgramExitCode'>();
export type ProgramExitCode = z.infer<typeof ProgramExitCode>;
