import { relative } from 'node:path';
import ts from 'typescript';

/**
 * Names what is offered and never asked for, which a search for unused exports does not see: methods of the
 * platform's services that no other file calls, and options that none reads. Ends with 1 where there is one.
 */

interface Member {
  name: string;
  file: string;
  position: number;
  advice: string;
}

const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
const files = fileNames.filter((file) => /(^|\/)src\//.test(relative('.', file)));
const service = ts.createLanguageService({
  getScriptFileNames: () => files,
  getScriptVersion: () => '1',
  getScriptSnapshot: (file) => {
    const text = ts.sys.readFile(file);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => process.cwd(),
  getCompilationSettings: () => options,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
});

const members = files
  .map((file) => service.getProgram()!.getSourceFile(file)!)
  .flatMap((source) => {
    const path = relative('.', source.fileName);
    if (/^src\/platform\/[^/]+\.ts$/.test(path)) return serviceMethods(source);
    return /^src\/config\/(http-)?options\.ts$/.test(path) ? optionNames(source) : [];
  });
const unused = members.filter((member) => !isUsedElsewhere(member));
for (const { file, name, advice } of unused) {
  process.stderr.write(`${relative('.', file)}: nothing else ${advice} ${name}\n`);
}
if (members.length === 0) throw new Error('No service and no option was found; has src been moved?');
process.exitCode = unused.length > 0 ? 1 : 0;

/** Methods of the services: of interfaces that a `create…` function makes of a requester, in the same file. */
function serviceMethods(source: ts.SourceFile): Member[] {
  const made = source.statements
    .filter(ts.isFunctionDeclaration)
    .filter(({ name }) => /^create[A-Z]/.test(name?.text ?? ''))
    .filter(({ parameters }) => parameters.some(({ type }) => type?.getText(source) === 'Requester'))
    .map(({ type }) => type?.getText(source));
  return source.statements
    .filter(ts.isInterfaceDeclaration)
    .filter(({ name }) => made.includes(name.text))
    .flatMap(({ members }) => members.filter(ts.isMethodSignature))
    .map(({ name }) => memberOf(source, name, 'calls'));
}

function optionNames(source: ts.SourceFile): Member[] {
  return source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .filter(({ name }) => /OPTIONS$/.test(name.getText(source)))
    .flatMap(({ initializer }) => {
      const literal =
        initializer && ts.isSatisfiesExpression(initializer) ? initializer.expression : initializer;
      return literal && ts.isObjectLiteralExpression(literal) ? [...literal.properties] : [];
    })
    .flatMap((property) =>
      ts.isPropertyAssignment(property) ? [memberOf(source, property.name, 'reads')] : [],
    );
}

function memberOf(source: ts.SourceFile, name: ts.PropertyName, advice: string): Member {
  return { name: name.getText(source), file: source.fileName, position: name.getStart(source), advice };
}

function isUsedElsewhere({ file, position }: Member): boolean {
  const references = service.findReferences(file, position) ?? [];
  return references.flatMap((symbol) => symbol.references).some(({ fileName }) => fileName !== file);
}
