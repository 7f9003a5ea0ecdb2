import { readFileSync } from 'node:fs';
import { version } from '../package.json';

/** Checks that a release's tag is the version that every file names, and prints what the changelog says of it. */
const [tag] = process.argv.slice(2);
if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, and package.json says ${version}.`);
const manifest = JSON.parse(readFileSync('server.json', 'utf8'));
if (manifest.version !== version)
  throw new Error(`server.json says ${manifest.version}: run npm run generate.`);
const sections = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m);
const notes = sections.find((section) => section.split('\n')[0]?.trim() === version);
if (!notes)
  throw new Error(`CHANGELOG.md has no heading ${version}: the one of what is unreleased becomes it.`);
console.log(notes.split('\n').slice(1).join('\n').trim());
