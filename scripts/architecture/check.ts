import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSource, type SourceFacts } from './read-source.ts';
import { CAPABILITIES, type Capability, type CapabilityName, ROOMS } from './rooms.ts';

/** Facts of every file of src, by its path from the repository's root. */
export type Sources = ReadonlyMap<string, SourceFacts>;

/** Reads all of src. */
export function readSources(): Sources {
  const paths = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((path) => join('src', path).replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path));
  return new Map(paths.map((path) => [path, readSource(path, readFileSync(path, 'utf8'))]));
}

/** The same sources with some more text at the end of one file, which need not exist. */
export function withText(sources: Sources, path: string, text: string): Sources {
  const added = readSource(path, text);
  const { imports = [], uses = [] } = sources.get(path) ?? {};
  return new Map(sources).set(path, {
    imports: [...imports, ...added.imports],
    uses: [...uses, ...added.uses],
  });
}

/** What breaks the rules of the house, one sentence each: imports, circles, and who may do what. */
export function violations(sources: Sources): string[] {
  return [...forbiddenImports(sources), ...circles(sources), ...forbiddenUses(sources)];
}

/** The room of a file: the folder below src, or its own name where it lies in src itself. */
export const roomOf = (path: string) => path.split('/')[1] ?? path;

/** What src reads from outside of it. */
const OUTSIDE: ReadonlySet<string> = new Set(['package.json']);

const inSource = (path: string) => path.startsWith('src/');

function forbiddenImports(sources: Sources): string[] {
  const rooms = new Map(ROOMS.map((room) => [room.name, room]));
  return [...sources].flatMap(([path, { imports }]) => {
    const room = rooms.get(roomOf(path));
    if (!room) return [`${path} lies in ${roomOf(path)}, which scripts/architecture/rooms.ts does not list`];
    return imports
      .filter((imported) => !OUTSIDE.has(imported) && !(inSource(imported) && roomOf(imported) === room.name))
      .filter((imported) => !(inSource(imported) && room.mayImport.includes(roomOf(imported))))
      .map((imported) => {
        const from = inSource(imported) ? roomOf(imported) : imported.split('/', 1)[0];
        return `${path} imports ${imported}: ${room.name} may not import ${from}`;
      });
  });
}

function forbiddenUses(sources: Sources): string[] {
  return [...sources].flatMap(([path, facts]) =>
    usesOf(facts).flatMap((use) => {
      const { name, allowed }: Capability = CAPABILITIES[use];
      const may = allowed.some((place) =>
        place.endsWith('/') ? path.startsWith(`src/${place}`) : path === `src/${place}`,
      );
      return may
        ? []
        : [`${path} may not ${name}; ${allowed.length ? `only ${allowed.join(', ')}` : 'no file'} may`];
    }),
  );
}

const usesOf = ({ uses, imports }: SourceFacts): CapabilityName[] =>
  imports.some((path) => path.startsWith('src/sandbox/'))
    ? [...new Set([...uses, 'sandbox' as const])]
    : uses;

/** Tarjan's strongly connected components, those of more than one file. */
function circles(sources: Sources): string[] {
  const number = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[] = [];
  const visit = (path: string): void => {
    number.set(path, number.size);
    low.set(path, number.get(path)!);
    stack.push(path);
    for (const next of sources.get(path)!.imports) {
      if (!sources.has(next)) continue;
      if (!number.has(next)) visit(next);
      if (stack.includes(next)) low.set(path, Math.min(low.get(path)!, low.get(next)!, number.get(next)!));
    }
    if (low.get(path) !== number.get(path)) return;
    const members = stack.splice(stack.indexOf(path));
    if (members.length > 1) found.push(`These import each other in a circle: ${members.sort().join(', ')}`);
  };
  for (const path of sources.keys()) if (!number.has(path)) visit(path);
  return found;
}
