import { PassThrough, Writable } from 'node:stream';
import { createIo, type MemoryIo, memoryIo } from '../src/cli/io.ts';

/** Terminals where somebody answers the question once it is there. */
export function somebodyTyping(question: string, typed: string, width = 80): MemoryIo {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const { out, err, stdout, stderr } = memoryIo({ terminal: true, width });
  const screen = new Writable({
    write(chunk, _encoding, done) {
      const wasThere = err.text.includes(question);
      stderr.stream.write(chunk);
      // Keys are heard once the question has been drawn.
      if (!wasThere && err.text.includes(question)) setImmediate(() => stdin.write(typed));
      done();
    },
  });
  const streams = {
    stdin,
    stdout: stdout.stream,
    stderr: Object.assign(screen, { isTTY: true, columns: width }),
  };
  return { ...createIo(streams), out, err };
}
