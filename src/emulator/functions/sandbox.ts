/** What workers run on and with, the same for all functions. */
export interface Sandbox {
  /** The folder with `node.mjs` and `python.py`. */
  readonly bootstrapDirectory: string;
  /** The Node.js that runs JavaScript and TypeScript, 22.18 or newer. */
  readonly node: string;
  /** The Python that runs Python functions; without it, `.venv` beside the handler, else `python3`. */
  readonly python?: string | undefined;
  /** Our own environment, of which workers get to see `PATH`, `HOME` and the like. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Bytes of a reply; the service's limit unless told otherwise. */
  readonly largestReply?: number;
}
