import { isAbsolute, resolve } from 'node:path';
import type { BundleFile } from '../codecollections/bundle.ts';
import { writeFiles } from '../codecollections/write-files.ts';
import { expandPath } from '../context/expand-path.ts';
import { Refused } from '../errors/request-errors.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';

/** What the caller gets: the files themselves, or where they were written. */
export interface Delivery {
  files?: Record<string, string>;
  output_dir?: string;
  written?: string[];
  notes: string[];
}

/**
 * Writes the files below `output_dir` where the server runs beside the caller and may change things; hands them
 * over inline otherwise, with a note where a folder was asked for.
 */
export async function deliverFiles(
  files: readonly BundleFile[],
  {
    output_dir: folder,
    overwrite = false,
  }: { output_dir?: string | undefined; overwrite?: boolean | undefined },
  { config, transport }: ToolContext,
): Promise<Delivery> {
  const inline = Object.fromEntries(files.map(({ path, content }) => [path, content]));
  if (!folder) return { files: inline, notes: [] };
  if (transport === 'http')
    return { files: inline, notes: ['output_dir is not written over HTTP: write the files yourself.'] };
  if (config.readOnly)
    return { files: inline, notes: ['This server is read-only, so output_dir was not written.'] };
  const output = outputFolder(folder, config);
  return { output_dir: output, written: await writeFiles(output, files, { overwrite }), notes: [] };
}

function outputFolder(given: string, config: ToolContext['config']): string {
  const { path, unset } = expandPath(given, config.lookUpVariable);
  if (path.split(/[\\/]/).includes('..') || unset.length > 0) {
    throw new Refused(`output_dir ${JSON.stringify(given)} is not a plain path.`, {
      hint: 'Give the absolute path of the code collection, without .. in it.',
    });
  }
  return isAbsolute(path) ? path : resolve(config.workingDirectory, path);
}
