import { type McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server';
import { NotFound } from '../errors/platform-errors.ts';
import type { Logger } from '../log/logger.ts';
import type { LoadedSkills } from '../skills/load-skills.ts';

/** Serves every skill and reference file as a resource. */
export function registerSkills(mcp: McpServer, load: () => Promise<LoadedSkills>): void {
  // The code that reads skills is large, and not needed to start.
  const reading = () => import('../skills/skill-resources.ts');
  const read = async ({ href }: URL) => {
    const { readSkillResource } = await reading();
    try {
      return { contents: [await readSkillResource(await load(), href)] };
    } catch (error) {
      throw error instanceof NotFound ? new ResourceNotFoundError(href, error.message) : error;
    }
  };
  mcp.registerResource(
    'skills',
    new ResourceTemplate('runwhen-skill://{name}', {
      list: async () => ({ resources: (await reading()).listSkillResources(await load()) }),
    }),
    {
      title: 'Skills',
      description: 'Step-by-step guides for working with RunWhen.',
      mimeType: 'text/markdown',
    },
    read,
  );
  mcp.registerResource(
    'skill-references',
    new ResourceTemplate('runwhen-skill://{name}/references/{+file}', { list: undefined }),
    { title: 'Skill reference files', description: 'Templates and details that a skill refers to.' },
    read,
  );
}

/** Serves the skills through the protocol's skills extension too, which came with protocol 2026-07-28. */
export async function attachSkillsExtension(
  mcp: McpServer,
  load: () => Promise<LoadedSkills>,
  log: Logger,
): Promise<void> {
  const { createSkillsExtension } = await import('../skills/skills-extension.ts');
  createSkillsExtension(load, log).attach(mcp);
}
