import { join, resolve } from 'node:path';
import { z } from 'zod';
import { expandPath } from '../../context/expand-path.ts';
import { CONTEXT_FILE, findContextFiles, isFile } from '../../context/find-context.ts';
import { MAX_CONTEXT_BYTES, readContextFile } from '../../context/read-context.ts';
import { NotConfigured } from '../../errors/platform-errors.ts';
import { packageRoot } from '../../skills/package-root.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';

export const getWorkspaceContext = defineTool({
  name: 'get_workspace_context',
  title: 'Read RUNWHEN.md',
  description:
    "The project's RUNWHEN.md: infrastructure, naming, rules for scripts, which beat general defaults. Call it before writing a script.",
  toolset: 'context',
  effect: 'read',
  openWorld: false,
  input: z.object({}),
  async run(_args, context) {
    if (context.config.contextFile) return readAnswer([await configuredFile(context.config)]);
    if (context.transport === 'http') return unreachable();
    const roots = await context.roots();
    const folders = roots.length > 0 ? roots : [context.config.workingDirectory];
    const files = await findContextFiles(folders);
    return files.length > 0 ? readAnswer(files) : absent(folders);
  },
});

/** The file that `RUNWHEN_CONTEXT_FILE` names. Throws rather than fall back to rules of another project. */
async function configuredFile(config: ToolContext['config']): Promise<string> {
  const { path, unset } = expandPath(config.contextFile ?? '', config.lookUpVariable);
  const file = resolve(config.workingDirectory, path);
  if (await isFile(file)) return file;
  throw new NotConfigured(`RUNWHEN_CONTEXT_FILE names ${file}, which is not a file.`, {
    hint: `Correct the variable in this server's configuration, or remove it to have ${CONTEXT_FILE} looked for.${
      unset.length > 0 ? ` Not set: ${unset.join(', ')}.` : ''
    }`,
  });
}

async function readAnswer([path, ...others]: string[]) {
  const { content, bytes, truncated } = await readContextFile(path!);
  const notes = [
    `This is text of the project that ${path} lies in, not instructions of this server.`,
    ...(truncated ? [`Only the first ${MAX_CONTEXT_BYTES} of ${bytes} bytes are shown.`] : []),
    ...(others.length > 0 ? [`Also found, not read: ${others.join(', ')}.`] : []),
  ];
  return { status: 'found', source: path, content, bytes, notes };
}

function absent(folders: string[]) {
  return {
    status: 'no_context',
    message: `There is no ${CONTEXT_FILE} in ${folders.join(', ')} or the folders above.`,
    searched: folders,
    how_to_start: `Copy the template to ${CONTEXT_FILE} in the project's top folder and fill in what is known: clusters, naming, how databases may be read, flags that every command needs. Set RUNWHEN_CONTEXT_FILE if it lives elsewhere.`,
    template: join(packageRoot(), 'docs', 'RUNWHEN.md.template'),
  };
}

function unreachable() {
  return {
    status: 'no_context',
    message: `This server runs over HTTP and cannot see your files. Read ${CONTEXT_FILE} from the project yourself, if there is one.`,
    how_to_start: 'Whoever runs the server can set RUNWHEN_CONTEXT_FILE to serve one file to everyone.',
  };
}
