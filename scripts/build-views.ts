import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type BuildOptions, build } from 'esbuild';

interface View {
  name: string;
  /** Of the document, for screen readers and logs of hosts. */
  title: string;
  /** Style sheets of packages. */
  styles?: string[];
}

/** Every view that is built; each is `src/views/<name>/main.tsx`. */
const VIEWS: readonly View[] = [
  { name: 'run', title: 'Run' },
  { name: 'issues', title: 'Issues' },
  { name: 'commit-preview', title: 'What a commit saves' },
  { name: 'health-map', title: 'Health map', styles: ['node_modules/uplot/dist/uPlot.min.css'] },
  { name: 'run-history', title: 'Run history' },
  { name: 'assistant-answer', title: "The assistant's answer" },
];

/**
 * Builds each view into one HTML document that loads nothing, `<folder>/<name>.html`. Gives what went into them, for the
 * notices of third parties.
 */
export async function buildViews(folder: string): Promise<Record<string, unknown>> {
  mkdirSync(folder, { recursive: true });
  const inputs = await Promise.all(VIEWS.map((view) => buildView(view, folder)));
  return Object.assign({}, ...inputs);
}

/** Builds the gallery's page and the frame that it draws views in, `<folder>/page.html` and `<folder>/frame.html`. */
export async function buildGallery(
  folder: string,
  plugins: BuildOptions['plugins'] = [],
): Promise<Record<string, unknown>> {
  mkdirSync(folder, { recursive: true });
  const inputs = await Promise.all(
    ['page', 'frame'].map(async (name) => {
      const { script, inputs } = await bundle(`src/gallery/${name}.ts`, plugins);
      const [before, after] = readFileSync(`src/gallery/${name}.html`, 'utf8').split('/* script */');
      writeFileSync(`${folder}/${name}.html`, `${before}${inline(script)}${after}`);
      return inputs;
    }),
  );
  return Object.assign({}, ...inputs);
}

async function bundle(entry: string, plugins: BuildOptions['plugins'] = []) {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    legalComments: 'none',
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    plugins,
  });
  return { script: outputFiles[0]!.text, inputs: metafile.inputs };
}

async function buildView(
  { name, title, styles = [] }: View,
  folder: string,
): Promise<Record<string, unknown>> {
  const { script, inputs } = await bundle(`src/views/${name}/main.tsx`);
  const sheets = [...styles, 'src/views/style.css', `src/views/${name}/style.css`];
  const css = sheets.filter((path) => existsSync(path)).map((path) => readFileSync(path, 'utf8'));
  writeFileSync(`${folder}/${name}.html`, page(title, await small(css.join('\n')), script));
  return inputs;
}

async function small(css: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: css, loader: 'css' },
    minify: true,
    write: false,
    target: 'es2022',
  });
  return outputFiles[0]!.text.trim();
}

/** Hosts put a policy or a script of theirs into the head, so there is one. */
function page(title: string, css: string, script: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${css}</style></head><body><main id="view"></main><script>${inline(script)}</script></body></html>\n`;
}

/** A script as it may stand in a document. */
const inline = (script: string) =>
  script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--').trim();
