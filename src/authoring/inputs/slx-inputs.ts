import { z } from 'zod';
import { ACCESS, DATA } from '../../slx/tags.ts';

const filled = z.string().refine((text) => text.trim() !== '', 'must not be blank');

/** Fields of an SLX that `commit_slx` and `deploy_registry_codebundle` share. */
export const slxFields = {
  slx_name: z.string().describe('Short name, kebab-case'),
  alias: filled.describe('Display name'),
  statement: filled.describe('What should hold'),
  access: z.enum(ACCESS).default('read-write').describe('Does it change anything?'),
  data: z.enum(DATA).default('logs-bulk').describe('What its report holds'),
  tags: z
    .array(z.strictObject({ name: z.string(), value: z.string() }))
    .describe('More tags, {name, value} each')
    .optional(),
  resource_path: z.string().describe('Search path; custom/ is prepended').optional(),
  hierarchy: z.array(z.string()).describe('Tag names to group by').optional(),
  owners: z.array(z.string()).describe('E-mails; you if absent').optional(),
  image_url: z.url().describe('Icon').optional(),
};
