import type { ComparedSide } from '../output/operation.ts';
import type { PayloadDigest } from '../payloads/payload-digest.ts';
import { wholePath } from './compared-side.ts';

/** What may differ between two operations at the same path. */
export const aspects = ['type', 'status', 'attempts', 'input', 'result', 'error'] as const;

export type Aspect = (typeof aspects)[number];

export interface Comparison {
  readonly Path: string;
  readonly A: ComparedSide | undefined;
  readonly B: ComparedSide | undefined;
  /** In words, `status SUCCEEDED → FAILED`; none when they are alike. */
  readonly differences: readonly string[];
}

type Sides = ReadonlyMap<string, ComparedSide>;

/** Each path that one of them has, in the order of the first. How long something took makes no difference. */
export function compareExecutions(a: Sides, b: Sides, ignored: readonly Aspect[]): readonly Comparison[] {
  const compared = aspects.filter((aspect) => !ignored.includes(aspect));
  return pathsOfBoth(a, b).map((Path) => {
    const A = a.get(Path);
    const B = b.get(Path);
    return { Path, A, B, differences: differencesOf(A, B, compared) };
  });
}

/** Where they went apart: the input, else what began first and is not only different for what is inside it. */
export function firstDivergence(comparisons: readonly Comparison[]): Comparison | undefined {
  const different = comparisons.filter(({ differences }) => differences.length > 0);
  const input = different.find(({ Path, differences }) => Path === wholePath && differences.some(isOfInput));
  const innermost = different.filter((one) => !different.some((other) => isInside(other, one)));
  return input ?? innermost.sort((one, other) => startOf(one) - startOf(other))[0];
}

const isOfInput = (difference: string): boolean => difference.startsWith('input ');

const isInside = (inner: Comparison, { Path }: Comparison): boolean =>
  inner.Path !== Path && (Path === wholePath || inner.Path.startsWith(`${Path}/`));

const startOf = ({ A, B }: Comparison): number =>
  Math.min(A?.StartEventId ?? Infinity, B?.StartEventId ?? Infinity);

/** What only the second has stands behind what it came after there. */
function pathsOfBoth(a: Sides, b: Sides): readonly string[] {
  const onlyInB = new Map<string, string[]>();
  let before = wholePath;
  for (const path of b.keys()) {
    if (a.has(path)) before = path;
    else onlyInB.set(before, [...(onlyInB.get(before) ?? []), path]);
  }
  return [...a.keys()].flatMap((path) => [path, ...(onlyInB.get(path) ?? [])]);
}

function differencesOf(
  a: ComparedSide | undefined,
  b: ComparedSide | undefined,
  compared: readonly Aspect[],
): readonly string[] {
  if (!a) return ['only in B'];
  if (!b) return ['only in A'];
  return compared.flatMap((aspect) => {
    const one = describe[aspect](a);
    const other = describe[aspect](b);
    return one === other ? [] : [`${aspect} ${one} → ${other}`];
  });
}

const none = 'none';

const describe: Readonly<Record<Aspect, (side: ComparedSide) => string>> = {
  type: ({ Type }) => Type,
  status: ({ Status }) => Status,
  attempts: ({ Attempts }) => String(Attempts ?? none),
  input: ({ Input }) => digestText(Input),
  result: ({ Result }) => digestText(Result),
  error: ({ Error: error }) => error ?? none,
};

const digestText = (digest: PayloadDigest | undefined): string =>
  digest ? `${digest.Sha256.slice(0, 8)} (${digest.Bytes} B)` : none;
