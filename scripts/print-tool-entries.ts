import { entries } from '../src/server/tool-entries.ts';

process.stdout.write(JSON.stringify(entries));
