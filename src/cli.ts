#!/usr/bin/env node
import { engines } from '../package.json';

const [needed, running] = [engines.node.replace(/^\D+/, ''), process.versions.node].map((version) =>
  version.split('.').map(Number),
) as [number[], number[]];

if (running[0]! < needed[0]! || (running[0] === needed[0] && running[1]! < needed[1]!)) {
  process.stderr.write(
    `runwhen-platform-mcp: this needs Node ${needed.join('.')} or newer; it was started with ${process.versions.node} (${process.execPath}).\n`,
  );
  process.exitCode = 1;
} else {
  // Only now, since older versions cannot load the rest.
  const { runCli } = await import('./commands/run-cli.ts');
  process.exitCode = await runCli(process.argv.slice(2));
}
