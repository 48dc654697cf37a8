import * as z from 'zod/mini';
import { action } from '../action.ts';

/** The emulator's own: it accepts requests. */
export const health = action({
  name: 'Health',
  method: 'GET',
  path: '/health',
  read: () => ({}),
  input: z.object({}),
  handle: async () => ({ json: { status: 'healthy' } }),
});

export const ownHealth = action({ ...health, path: '/durcb/health' });
