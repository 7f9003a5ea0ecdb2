import { dirname, posix } from 'node:path';
import ts from 'typescript';
import type { CapabilityName } from './rooms.ts';

/** What a file of src needs from elsewhere, read from its syntax tree. */
export interface SourceFacts {
  /** Files that it imports or names by a relative path, from the repository's root. */
  imports: string[];
  uses: CapabilityName[];
}

const MODULES: Record<string, CapabilityName> = {
  undici: 'network',
  ws: 'network',
  '@hono/node-server': 'network',
  'node:http': 'network',
  'node:https': 'network',
  'node:http2': 'network',
  'node:net': 'network',
  'node:tls': 'network',
  'node:dgram': 'network',
  'node:dns': 'network',
  'node:dns/promises': 'network',
  'node:child_process': 'processes',
  'node:cluster': 'processes',
  'node:worker_threads': 'processes',
};

const GLOBALS: Record<string, CapabilityName> = {
  fetch: 'network',
  WebSocket: 'network',
  EventSource: 'network',
  console: 'stdout',
};

const OF_PROCESS: Record<string, CapabilityName> = {
  env: 'environment',
  stdout: 'stdout',
  getBuiltinModule: 'processes',
};

/** A text that can only be the path of a module, whatever is done with it. */
const MODULE_PATH = /^\.{1,2}\/\S*\.[cm]?[jt]sx?$/;

/** Reads one file; `path` is relative to the repository's root, with slashes. */
export function readSource(path: string, text: string): SourceFacts {
  const imports = new Set<string>();
  const uses = new Set<CapabilityName>();
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);

  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier?.startsWith('.')) imports.add(posix.join(dirname(path), specifier));
    else if (specifier !== undefined && !isTypeOnly(node)) {
      const capability = MODULES[specifier] ?? MODULES[`node:${specifier}`];
      if (capability) uses.add(capability);
      if (/^(node:)?process$/.test(specifier)) uses.add('environment').add('stdout');
    }
    const named = textOf(node);
    if (named !== undefined && MODULE_PATH.test(named)) imports.add(posix.join(dirname(path), named));
    for (const capability of capabilitiesOf(node)) uses.add(capability);
    for (const comment of docsOf(node)) ts.forEachChild(comment, visit);
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const { fileName } of source.referencedFiles) imports.add(posix.join(dirname(path), fileName));
  return { imports: [...imports], uses: [...uses] };
}

/** The JSDoc comments that stand before a node, not those of what it is part of. */
const docsOf = (node: ts.Node) =>
  ts.getJSDocCommentsAndTags(node).filter((doc) => ts.isJSDoc(doc) && doc.parent === node);

/** The module that an import, re-export, `import()`, `import('…').Type` or `@import` names. */
function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isJSDocImportTag(node))
    return textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  if (ts.isExternalModuleReference(node)) return textOf(node.expression);
  return isLoading(node) ? textOf(node.arguments[0]) : undefined;
}

/** `import(…)`, `require(…)` or `createRequire(…)(…)`. */
const isLoading = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) &&
  (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    isNamed(node.expression, 'require') ||
    isCallOf(node.expression, 'createRequire'));

const isCallOf = (node: ts.Node, name: string): node is ts.CallExpression =>
  ts.isCallExpression(node) && isNamed(node.expression, name);

/** `name`, or `name` as a member of something. */
const isNamed = (node: ts.Node, name: string) =>
  (ts.isIdentifier(node) && node.text === name) ||
  (ts.isPropertyAccessExpression(node) && node.name.text === name);

/** A module whose name no text here says, and `require` kept under another name, which may load any. */
const loadsUnnamed = (node: ts.Node): boolean =>
  isLoading(node)
    ? textOf(node.arguments[0]) === undefined
    : isCallOf(node, 'createRequire') &&
      !(ts.isPropertyAccessExpression(node.parent) && node.parent.name.text === 'resolve') &&
      !isLoading(node.parent);

const textOf = (node: ts.Node | undefined) => (node && ts.isStringLiteralLike(node) ? node.text : undefined);

const isTypeOnly = (node: ts.Node) =>
  ts.isImportTypeNode(node) ||
  ts.isJSDocImportTag(node) ||
  (ts.isImportDeclaration(node) && node.importClause?.isTypeOnly === true);

function capabilitiesOf(node: ts.Node): CapabilityName[] {
  if (loadsUnnamed(node)) return ['unnamedModules'];
  if (ts.isPropertyAccessExpression(node) && isProcess(node.expression)) return ofProcess(node.name.text);
  if (ts.isElementAccessExpression(node) && isProcess(node.expression))
    return ofProcess(textOf(node.argumentExpression) ?? '');
  if (ts.isElementAccessExpression(node) && isGlobal(node.expression))
    return ofGlobal(textOf(node.argumentExpression) ?? '');
  if (ts.isCallExpression(node) && node.arguments.some(isProcess)) return ['environment', 'stdout'];
  if (ts.isVariableDeclaration(node) && node.initializer && isGlobal(node.initializer))
    return membersTaken(node.name).flatMap(ofGlobal);
  if (ts.isVariableDeclaration(node) && node.initializer && isProcess(node.initializer))
    return ts.isObjectBindingPattern(node.name)
      ? membersTaken(node.name).flatMap(ofProcess)
      : (['environment', 'stdout'] as const).slice();
  return ts.isIdentifier(node) && isGlobalUse(node) ? ofGlobal(node.text) : [];
}

const ofGlobal = (name: string): CapabilityName[] => (Object.hasOwn(GLOBALS, name) ? [GLOBALS[name]!] : []);

const ofProcess = (name: string): CapabilityName[] =>
  Object.hasOwn(OF_PROCESS, name) ? [OF_PROCESS[name]!] : [];

/** `process` or `globalThis.process`. */
const isProcess = (node: ts.Expression): boolean =>
  (ts.isIdentifier(node) && node.text === 'process') ||
  (ts.isPropertyAccessExpression(node) && node.name.text === 'process');

/** The members that a destructuring pattern takes. */
const membersTaken = (pattern: ts.BindingName): string[] =>
  ts.isObjectBindingPattern(pattern)
    ? pattern.elements.map(({ propertyName, name }) => (propertyName ?? name).getText())
    : [];

/** False for a member, a key, a declaration or a type of the same name. */
function isGlobalUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node || isGlobal(parent.expression);
  if (ts.isVariableDeclaration(parent)) return parent.initializer === node;
  if (ts.isCallExpression(parent)) return parent.expression === node || parent.arguments.includes(node);
  return ts.isNewExpression(parent) && parent.expression === node;
}

const isGlobal = (node: ts.Expression) => ts.isIdentifier(node) && /^(globalThis|global)$/.test(node.text);
