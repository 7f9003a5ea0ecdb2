/** Stands for the SDK's own `_shims` in the bundle: the same names, with its smaller JSON Schema validator. */

export { default as process } from 'node:process';
export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from '@modelcontextprotocol/server/validators/cf-worker';
