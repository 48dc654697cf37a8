/** Up to so many functions may each have a process from the start, and keep it; more take too long, and too much memory. */
export const fewFunctions = 24;
