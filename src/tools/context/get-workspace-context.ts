import { join } from 'node:path';
import { z } from 'zod';
import { CONTEXT_FILE } from '../../context/find-context.ts';
import { projectContextFiles } from '../../context/project-context.ts';
import { MAX_CONTEXT_BYTES, readContextFile } from '../../context/read-context.ts';
import { packageRoot } from '../../skills/package-root.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';

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
    if (context.config.contextFile) return readAnswer(await projectContextFiles(context.config, []));
    if (context.transport === 'http') return unreachable();
    const roots = await context.roots();
    const folders = roots.length > 0 ? roots : [context.config.workingDirectory];
    const files = await projectContextFiles(context.config, folders);
    return files.length > 0 ? readAnswer(files) : absent(folders);
  },
});

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
