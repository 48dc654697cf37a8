import { PassThrough, Writable } from 'node:stream';
import { createIo, type MemoryIo, memoryIo } from '../src/cli/io.ts';

/** Terminals where somebody answers the question once it is there. */
export function somebodyTyping(question: string, typed: string, width = 80): MemoryIo {
  return somebodyAnswering([[question, typed]], width);
}

/** Terminals where somebody answers one question after the other, each once it is there. */
export function somebodyAnswering(
  answers: readonly (readonly [question: string, typed: string])[],
  width = 80,
): MemoryIo {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const { out, err, stdout, stderr } = memoryIo({ terminal: true, width });
  const left = [...answers];
  let seen = 0;
  const screen = new Writable({
    write(chunk, _encoding, done) {
      stderr.stream.write(chunk);
      const [next] = left;
      if (next && err.text.slice(seen).includes(next[0])) {
        left.shift();
        seen = err.text.length;
        // Keys are heard once the question has been drawn.
        setImmediate(() => stdin.write(next[1]));
      }
      done();
    },
  });
  // A process keeps its streams, whoever is done with them.
  screen.end = () => screen;
  const streams = {
    stdin,
    stdout: stdout.stream,
    stderr: Object.assign(screen, { isTTY: true, columns: width }),
  };
  return { ...createIo(streams), out, err };
}
