import { labelOf, type OperationNode } from './operation-node.ts';

/** An operation and where it stands. */
export interface PlacedNode {
  /** Labels from the top down, such as `map/map-item-2/charge`; the second of the same label is `charge#2`, and a slash in one is `\/`. */
  readonly path: string;
  /** Of the operation it is under; empty at the top. */
  readonly parentPath: string;
  readonly node: OperationNode;
}

/** Every operation below the root, depth first. */
export function placedNodes({ children }: OperationNode, parentPath = ''): readonly PlacedNode[] {
  const seen = new Map<string, number>();
  return children.flatMap((node) => {
    // A name may hold a slash, too.
    const label = labelOf(node.operation).replaceAll('/', '\\/');
    const count = (seen.get(label) ?? 0) + 1;
    seen.set(label, count);
    const own = count === 1 ? label : `${label}#${count}`;
    const path = parentPath ? `${parentPath}/${own}` : own;
    return [{ path, parentPath, node }, ...placedNodes(node, path)];
  });
}
