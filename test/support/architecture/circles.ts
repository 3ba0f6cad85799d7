export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Groups of nodes that reach each other, each sorted: one for every circle or knot of circles. */
export function circles(graph: Graph): string[][] {
  const reached = new Map([...graph.keys()].map((node) => [node, reachable(graph, node)]));
  const grouped = new Set<string>();
  const found: string[][] = [];
  for (const [node, others] of reached) {
    if (!others.has(node) || grouped.has(node)) continue;
    const group = [...others].filter((other) => reached.get(other)?.has(node)).sort();
    for (const member of group) grouped.add(member);
    found.push(group);
  }
  return found;
}

/** Everything that can be come to from a node; the node itself only by a circle. */
function reachable(graph: Graph, from: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...(graph.get(from) ?? [])];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    open.push(...(graph.get(node) ?? []));
  }
  return reached;
}
