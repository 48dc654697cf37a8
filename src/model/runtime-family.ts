/** Lambda's runtimes whose code can be run here, as AWS names them, newer ones included. */
const families = {
  node: /^nodejs\d+\.x$/,
  python: /^python\d+\.\d+$/,
  provided: /^provided(\.al\d+)?$/,
  go: /^go1\.x$/,
  java: /^java\d+(\.al\d+)?$/,
  dotnet: /^dotnet(core)?\d+(\.\d+)?$/,
} as const;

export type RuntimeFamily = keyof typeof families;

const names = Object.keys(families).filter((name): name is RuntimeFamily => name in families);

/** What `nodejs24.x` or `java21` is one of; undefined when nothing here runs it. */
export function runtimeFamily(runtime: string): RuntimeFamily | undefined {
  return names.find((name) => families[name].test(runtime));
}
