/**
 * A map whose old versions stay as they were: `set` shares all but the path to the changed key, so its cost grows
 * with the logarithm of the size. A rejected batch leaves no trace, and no event copies the whole.
 */
export interface PersistentMap<Value> {
  readonly size: number;
  readonly root: Node<Value> | undefined;
}

type Node<Value> = Branch<Value> | Bucket<Value>;

interface Branch<Value> {
  readonly bitmap: number;
  readonly children: readonly Node<Value>[];
}

/** Entries whose keys have the same hash: nearly always one. */
interface Bucket<Value> {
  readonly hash: number;
  readonly entries: readonly (readonly [key: string, value: Value])[];
}

export const emptyMap: PersistentMap<never> = { size: 0, root: undefined };

export function get<Value>(map: PersistentMap<Value>, key: string): Value | undefined {
  const hash = hashOf(key);
  let node = map.root;
  for (let shift = 0; node && 'children' in node; shift += 5) {
    const bit = bitAt(hash, shift);
    node = node.bitmap & bit ? node.children[indexOf(node.bitmap, bit)] : undefined;
  }
  return node?.entries.find(([candidate]) => candidate === key)?.[1];
}

export function set<Value>(map: PersistentMap<Value>, key: string, value: Value): PersistentMap<Value> {
  const leaf: Bucket<Value> = { hash: hashOf(key), entries: [[key, value]] };
  const isNew = get(map, key) === undefined;
  return { size: map.size + (isNew ? 1 : 0), root: map.root ? insert(map.root, leaf, 0) : leaf };
}

export function* values<Value>(map: PersistentMap<Value>): Generator<Value> {
  if (map.root) yield* valuesBelow(map.root);
}

function insert<Value>(node: Node<Value>, leaf: Bucket<Value>, shift: number): Node<Value> {
  if ('children' in node) return insertIntoBranch(node, leaf, shift);
  if (node.hash === leaf.hash) return mergeBuckets(node, leaf);
  const split: Branch<Value> = { bitmap: bitAt(node.hash, shift), children: [node] };
  return insertIntoBranch(split, leaf, shift);
}

function insertIntoBranch<Value>(branch: Branch<Value>, leaf: Bucket<Value>, shift: number): Branch<Value> {
  const bit = bitAt(leaf.hash, shift);
  const index = indexOf(branch.bitmap, bit);
  const child = branch.bitmap & bit ? branch.children[index] : undefined;
  if (!child) return { bitmap: branch.bitmap | bit, children: branch.children.toSpliced(index, 0, leaf) };
  return { bitmap: branch.bitmap, children: branch.children.with(index, insert(child, leaf, shift + 5)) };
}

function mergeBuckets<Value>(bucket: Bucket<Value>, leaf: Bucket<Value>): Bucket<Value> {
  const others = bucket.entries.filter(([key]) => key !== leaf.entries[0]?.[0]);
  return { hash: bucket.hash, entries: [...others, ...leaf.entries] };
}

function* valuesBelow<Value>(node: Node<Value>): Generator<Value> {
  if ('children' in node) for (const child of node.children) yield* valuesBelow(child);
  else for (const [, value] of node.entries) yield value;
}

const bitAt = (hash: number, shift: number): number => 1 << ((hash >>> shift) & 31);

const indexOf = (bitmap: number, bit: number): number => countBits(bitmap & (bit - 1));

function countBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return (((fours + (fours >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

// FNV-1a: short keys of hex digits spread well enough, and it is the same on every machine.
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
